package dev.freshet.server.lsp;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.OutputChange;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.config.ConfigException;
import dev.freshet.executor.runtime.CellLimits;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.lsp.docs.OpenNotebook;
import dev.freshet.server.lsp.handlers.CellState;
import dev.freshet.server.lsp.handlers.Diagnostics;
import dev.freshet.server.lsp.handlers.View;
import dev.freshet.server.lsp.handlers.Wording;
import dev.freshet.server.lsp.protocol.FreshetClient;
import dev.freshet.server.run.ProjectSettings;
import dev.freshet.server.run.RunSettings;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** One open notebook: its text, its facts and its runs. Only the main loop's thread may use it. */
final class EditorSession {
  private static final Logger LOG = Logger.getLogger(EditorSession.class.getName());

  /** How long the user must pause before what is shown is brought up to date. */
  private static final long PAUSE_MILLIS = 120;

  private final MainLoop loop;
  private final FreshetClient client;
  private final ClientProfile profile;
  private final AnalysisHost host = new AnalysisHost();
  private final NotebookPlace place;
  private final Set<String> published = new HashSet<>();
  private final EditorChecks checks;
  private final RunTeller teller;
  private final RunProgress progress;
  private final NotebookRuns runs;
  private final PackageLookup packages;
  private OpenNotebook notebook;
  private @Nullable Analysis analysis;
  private @Nullable List<Diagnostic> findings;
  private Map<CellId, CellState> states = Map.of();
  private long edits;
  private boolean showing;
  private boolean closed;

  EditorSession(MainLoop loop, FreshetClient client, ClientProfile profile, OpenNotebook notebook) {
    this.loop = loop;
    this.client = client;
    this.profile = profile;
    this.notebook = notebook;
    this.place = NotebookPlace.of(notebook.uri());
    this.checks =
        new EditorChecks(
            place.file(),
            warning -> client.showMessage(new MessageParams(MessageType.Warning, warning)));
    this.teller = new RunTeller(client, profile);
    this.progress = new RunProgress(client, profile.progress());
    this.packages = new PackageLookup(loop, place, profile.python(), this::touch);
    RunSettings settings =
        RunSettings.of(profile.python(), place.store()).withLimits(limits(place));
    this.runs =
        new NotebookRuns(
            loop, place, profile.jobs().map(settings::withJobs).orElse(settings), new Runs());
  }

  /** Settings that cannot be read were said where findings are made; the usual limits hold then. */
  private static CellLimits limits(NotebookPlace place) {
    try {
      return ProjectSettings.above(place.directory()).limits();
    } catch (ConfigException e) {
      return CellLimits.DEFAULT;
    }
  }

  OpenNotebook notebook() {
    return notebook;
  }

  /** New text; what is shown follows after a pause. */
  void edit(OpenNotebook changed) {
    notebook = changed;
    touch();
  }

  /** Something outside the text may have changed: a module, a file. */
  void touch() {
    analysis = null;
    findings = null;
    long edit = ++edits;
    loop.postLater(
        "refresh",
        PAUSE_MILLIS,
        () -> {
          if (edit == edits && !closed) {
            runs.edit(notebook.notebook());
            show();
          }
        });
  }

  /** What is known now; brings the facts up to date first. */
  View view() {
    Analysis present = analysis;
    if (present == null) {
      present =
          host.apply(
              notebook.notebook(),
              NotebookAnalysis.inputs(
                      place.directory(), notebook.notebook(), notebook.storedOutputs())
                  .withPython(checks.python())
                  .withInstalled(packages.of(notebook.notebook())));
      analysis = present;
    }
    if (findings == null) {
      findings = checks.of(present);
    }
    return new View(notebook, present, findings, states);
  }

  /** Starts a run of the text as it is at this moment. */
  String run(RunRequest request, @Nullable Either<String, Integer> token) {
    edits++;
    runs.edit(notebook.notebook());
    String id = runs.run(request);
    progress.begin(id, "Freshet: " + place.name(), token);
    return id;
  }

  void interrupt() {
    runs.interrupt();
  }

  /** Stops its runs when this progress belongs to one of them. */
  void cancel(Either<String, Integer> token) {
    if (progress.runOf(token).isPresent()) {
      runs.interrupt();
    }
  }

  void restart() {
    runs.restart();
  }

  void reply(CellId cell, String text) {
    runs.reply(cell, text);
  }

  private void show() {
    View view = view();
    publish(Diagnostics.of(view, !profile.output()));
    teller.statuses(view);
    if (profile.lensRefresh()) {
      var unused = client.refreshCodeLenses();
    }
  }

  private void showSoon() {
    if (!showing) {
      showing = true;
      loop.postLater(
          "show",
          PAUSE_MILLIS,
          () -> {
            showing = false;
            if (!closed) {
              show();
            }
          });
    }
  }

  private void publish(Map<String, List<org.eclipse.lsp4j.Diagnostic>> diagnostics) {
    for (String gone : published) {
      if (!diagnostics.containsKey(gone)) {
        client.publishDiagnostics(new PublishDiagnosticsParams(gone, List.of()));
      }
    }
    diagnostics.forEach(
        (document, found) ->
            client.publishDiagnostics(new PublishDiagnosticsParams(document, found)));
    published.clear();
    published.addAll(diagnostics.keySet());
  }

  /** Ends its interpreters too; done when they are gone. */
  CompletableFuture<Void> close() {
    closed = true;
    publish(Map.of());
    return runs.close();
  }

  /** Passes on what runs tell. */
  private final class Runs implements NotebookRuns.Listener {
    @Override
    public void statusChanged(Set<CellId> cells) {
      states = runs.states();
      if (closed) {
        return;
      }
      View view = view();
      teller.statuses(view);
      if (progress.isRunning()) {
        reportProgress(view);
      }
      showSoon();
    }

    private void reportProgress(View view) {
      BitSet active = new BitSet();
      BitSet running = new BitSet();
      for (int i = 0; i < view.size(); i++) {
        active.set(i, view.isCode(i) && view.state(i).isActive());
        running.set(i, view.isCode(i) && view.state(i).activityLabel().equals("running"));
      }
      int cells = view.codeCells().cardinality();
      List<String> titles = running.stream().mapToObj(i -> Wording.title(view, i)).toList();
      progress.report(cells - active.cardinality(), cells, String.join(", ", titles));
    }

    @Override
    public void output(CellId cell, OutputChange change) {
      teller.output(view(), cell, change);
    }

    @Override
    public void finished(String runId, RunReport report) {
      states = runs.states();
      teller.finished(view(), runId, report);
      // The run may have written files whose absence was reported.
      analysis = null;
      packages.again();
      showSoon();
      progress.end(
          runId, report.interrupted() ? "interrupted" : report.failed() ? "failed" : "done");
    }

    @Override
    public void failed(String runId, Throwable fault) {
      LOG.log(Level.SEVERE, "run " + runId + " failed", fault);
      progress.end(runId, "failed");
      client.showMessage(
          new MessageParams(
              MessageType.Error, "Freshet could not run this: " + fault.getMessage()));
    }

    @Override
    public void inputRequested(CellId cell, String prompt, boolean password) {
      teller.input(view(), cell, prompt, password);
    }

    @Override
    public void progress(String line) {
      client.logMessage(new MessageParams(MessageType.Info, "Freshet: " + line));
    }
  }
}
