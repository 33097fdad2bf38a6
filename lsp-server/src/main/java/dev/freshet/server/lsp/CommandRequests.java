package dev.freshet.server.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.plan.Validity;
import dev.freshet.executor.plan.Wanted;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.GraphDocument;
import dev.freshet.server.lsp.handlers.CommandNames;
import dev.freshet.server.lsp.handlers.Plans;
import dev.freshet.server.lsp.handlers.Targets;
import dev.freshet.server.lsp.handlers.View;
import dev.freshet.server.lsp.handlers.Wording;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** Performs {@code workspace/executeCommand}, on the main loop's thread. */
final class CommandRequests {
  private final Sessions sessions;

  CommandRequests(Sessions sessions) {
    this.sessions = sessions;
  }

  /** The answer to the client; null where a command has none. */
  @Nullable Object perform(ExecuteCommandParams params) {
    JsonObject target = target(params);
    EditorSession session = sessions.get(string(target, "uri"));
    View view = session.view();
    BitSet cells = Targets.cells(view, target);
    return switch (params.getCommand()) {
      case CommandNames.RUN_CELL -> run(session, Wanted.CELLS, view, required(cells), params);
      case CommandNames.RUN_AFFECTED -> {
        Wanted wanted = cells.isEmpty() ? Wanted.STALE : Wanted.AFFECTED;
        yield run(session, wanted, view, cells, params);
      }
      case CommandNames.RUN_STALE -> run(session, Wanted.STALE, view, new BitSet(), params);
      case CommandNames.RUN_ALL -> run(session, Wanted.ALL, view, new BitSet(), params);
      case CommandNames.PREVIEW_RUN -> Plans.of(view, cells);
      case CommandNames.SHOW_GRAPH ->
          JsonParser.parseString(Documents.compact(GraphDocument.of(view.analysis())));
      case CommandNames.EXPLAIN_STALE -> explain(view, cells);
      case CommandNames.INTERRUPT -> {
        session.interrupt();
        yield null;
      }
      case CommandNames.RESTART -> {
        session.restart();
        yield null;
      }
      default -> throw refused("there is no command " + params.getCommand());
    };
  }

  private static Map<String, String> run(
      EditorSession session, Wanted wanted, View view, BitSet cells, ExecuteCommandParams params) {
    Set<CellId> chosen = cells.stream().mapToObj(view::id).collect(Collectors.toSet());
    // Whoever runs one cell that is current wants to see it run again.
    boolean again =
        wanted == Wanted.CELLS
            && chosen.size() == 1
            && view.state(cells.nextSetBit(0)).validity() == Validity.CURRENT;
    RunRequest request = new RunRequest(wanted, chosen, again, Map.of(), false, Optional.empty());
    Either<String, Integer> token = params.getWorkDoneToken();
    return Map.of("runId", session.run(request, token));
  }

  private @Nullable Object explain(View view, BitSet cells) {
    List<String> lines =
        required(cells).stream().mapToObj(i -> Wording.explanation(view, i)).toList();
    String text = String.join("\n", lines);
    sessions.client().showMessage(new MessageParams(MessageType.Info, text));
    return Map.of("message", text);
  }

  private static BitSet required(BitSet cells) {
    if (cells.isEmpty()) {
      throw refused("no code cell is meant: give a cell's uri, or a range in a text document");
    }
    return cells;
  }

  private static JsonObject target(ExecuteCommandParams params) {
    List<Object> arguments = params.getArguments();
    if (arguments != null && !arguments.isEmpty() && arguments.get(0) instanceof JsonObject first) {
      return first;
    }
    throw refused("the first argument must be an object such as {\"uri\": \"file:///…\"}");
  }

  private static String string(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw refused("the first argument lacks \"" + key + "\"");
    }
    return value.getAsString();
  }

  private static ResponseErrorException refused(String why) {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.InvalidParams, why, null));
  }
}
