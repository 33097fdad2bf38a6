package dev.freshet.server.lsp;

import dev.freshet.server.lsp.protocol.FreshetClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** The progress bars of runs, one for each, with their cancel buttons. */
final class RunProgress {
  private final FreshetClient client;
  private final boolean own;
  private final Map<String, Either<String, Integer>> tokens = new HashMap<>();

  /** {@code own}: whether progress may be started that the client gave no token for. */
  RunProgress(FreshetClient client, boolean own) {
    this.client = client;
    this.own = own;
  }

  /** Starts with the client's token, or with one that is told to it first. */
  void begin(String runId, String title, @Nullable Either<String, Integer> given) {
    WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
    begin.setTitle(title);
    begin.setCancellable(true);
    begin.setPercentage(0);
    if (given != null) {
      tokens.put(runId, given);
      send(given, begin);
    } else if (own) {
      Either<String, Integer> token = Either.forLeft("freshet-" + title.hashCode() + "-" + runId);
      tokens.put(runId, token);
      // Messages are written in order: the client knows the token before it is used.
      var unused = client.createProgress(new WorkDoneProgressCreateParams(token));
      send(token, begin);
    }
  }

  void report(int done, int all, String running) {
    WorkDoneProgressReport report = new WorkDoneProgressReport();
    report.setMessage(done + " of " + all + (running.isEmpty() ? "" : " · " + running));
    report.setPercentage(all == 0 ? 0 : 100 * done / all);
    tokens.values().forEach(token -> send(token, report));
  }

  void end(String runId, String message) {
    Either<String, Integer> token = tokens.remove(runId);
    if (token != null) {
      WorkDoneProgressEnd end = new WorkDoneProgressEnd();
      end.setMessage(message);
      send(token, end);
    }
  }

  boolean isRunning() {
    return !tokens.isEmpty();
  }

  Optional<String> runOf(Either<String, Integer> token) {
    return tokens.entrySet().stream()
        .filter(e -> e.getValue().equals(token))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void send(Either<String, Integer> token, WorkDoneProgressNotification value) {
    client.notifyProgress(new ProgressParams(token, Either.forLeft(value)));
  }
}
