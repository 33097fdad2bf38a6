package dev.freshet.server.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.OutputChange;
import dev.freshet.executor.RunReport;
import dev.freshet.server.lsp.handlers.CellState;
import dev.freshet.server.lsp.handlers.View;
import dev.freshet.server.lsp.handlers.Wording;
import dev.freshet.server.lsp.protocol.CellStatusParams;
import dev.freshet.server.lsp.protocol.FreshetClient;
import dev.freshet.server.lsp.protocol.InputRequestParams;
import dev.freshet.server.lsp.protocol.OutputParams;
import dev.freshet.server.lsp.protocol.ReasonResult;
import dev.freshet.server.lsp.protocol.RunFinishedParams;
import dev.freshet.server.words.OutputWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client about runs: in {@code freshet/*} notifications where it asked for them, else in
 * plain log messages.
 */
final class RunTeller {
  private static final int LOGGED_LINES = 40;

  private final FreshetClient client;
  private final ClientProfile profile;
  private final Map<CellId, CellStatusParams> told = new HashMap<>();

  RunTeller(FreshetClient client, ClientProfile profile) {
    this.client = client;
    this.profile = profile;
  }

  /** Tells how cells stand, each only when it differs from what was told. */
  void statuses(View view) {
    for (int i = 0; i < view.size(); i++) {
      if (view.isCode(i)) {
        status(view, i);
      }
    }
  }

  private void status(View view, int index) {
    CellState state = view.state(index);
    CellStatusParams now = params(view, index, state);
    CellStatusParams before = told.put(view.id(index), now);
    if (!now.equals(before) && profile.cellStatus()) {
      client.cellStatus(now);
    }
    boolean ended = before != null && !before.activity().equals("idle") && !state.isActive();
    if (ended && !profile.output()) {
      log(view, index, state);
    }
  }

  private static CellStatusParams params(View view, int index, CellState state) {
    CellEffects effects = view.analysis().effects(index);
    boolean documents = view.open().cellsAreDocuments();
    return new CellStatusParams(
        view.open().uri(),
        documents ? view.open().documentOf(index) : null,
        view.id(index).value(),
        index,
        documents ? null : view.open().extent(index),
        state.validityLabel(),
        state.activityLabel(),
        state.reasons().stream().map(ReasonResult::of).toList(),
        names(effects.reads(), CellEffects.Read::name),
        names(effects.writes(), CellEffects.Write::name),
        names(effects.mutations(), CellEffects.Mutation::name),
        state.durationMs().isPresent() ? (Double) state.durationMs().getAsDouble() : null,
        state.executionOrder().isPresent() ? (Integer) state.executionOrder().getAsInt() : null,
        state.restored(),
        state.runId().orElse(null),
        state.impure(),
        state.residents());
  }

  private static <T> List<String> names(List<T> effects, Function<T, String> name) {
    return effects.stream().map(name).distinct().toList();
  }

  private void log(View view, int index, CellState state) {
    String output = OutputWords.brief(state.outputs(), LOGGED_LINES);
    String text =
        "cell " + index + " (" + Wording.title(view, index) + "): " + Wording.status(state);
    client.logMessage(
        new MessageParams(MessageType.Info, output.isEmpty() ? text : text + "\n" + output));
  }

  void output(View view, CellId cell, OutputChange change) {
    Optional<Integer> index = index(view, cell);
    if (!profile.output() || index.isEmpty()) {
      return;
    }
    client.output(
        new OutputParams(
            view.open().uri(),
            document(view, index.get()),
            cell.value(),
            index.get(),
            view.state(index.get()).runId().orElse(null),
            action(change),
            change.pause(),
            change.outputs().stream().map(RunTeller::json).toList(),
            change.displayId()));
  }

  private static String action(OutputChange change) {
    return switch (change.kind()) {
      case APPEND -> "append";
      case CLEAR -> "clear";
      case REPLACE -> "replace";
      case UPDATE_DISPLAY -> "updateDisplay";
    };
  }

  void finished(View view, String runId, RunReport report) {
    if (profile.output()) {
      client.runFinished(
          new RunFinishedParams(view.open().uri(), runId, json(report.json().toString())));
    }
    if (report.fault() != null) {
      client.showMessage(new MessageParams(MessageType.Error, "Freshet: " + report.fault()));
    }
  }

  void input(View view, CellId cell, String prompt, boolean password) {
    if (profile.output()) {
      String runId = index(view, cell).flatMap(i -> view.state(i).runId()).orElse("");
      client.inputRequest(
          new InputRequestParams(view.open().uri(), cell.value(), runId, prompt, password));
    } else {
      client.showMessage(
          new MessageParams(
              MessageType.Warning,
              "Freshet: a cell asks for input (\""
                  + prompt
                  + "\"), which this editor cannot give;"
                  + " interrupt it with the command freshet.interrupt."));
    }
  }

  private static Optional<Integer> index(View view, CellId cell) {
    var found = view.open().notebook().indexOf(cell);
    return found.isPresent() ? Optional.of(found.getAsInt()) : Optional.empty();
  }

  private static @Nullable String document(View view, int index) {
    return view.open().cellsAreDocuments() ? view.open().documentOf(index) : null;
  }

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }
}
