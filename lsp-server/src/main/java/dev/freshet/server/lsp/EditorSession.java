package dev.freshet.server.lsp;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.lsp.docs.OpenNotebook;
import dev.freshet.server.lsp.handlers.Diagnostics;
import dev.freshet.server.lsp.handlers.View;
import dev.freshet.server.lsp.protocol.FreshetClient;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.jspecify.annotations.Nullable;

/** One open notebook: its text, its facts and its runs. Only the main loop's thread may use it. */
final class EditorSession {
  /** How long the user must pause before what is shown is brought up to date. */
  private static final long PAUSE_MILLIS = 120;

  private final MainLoop loop;
  private final FreshetClient client;
  private final ClientProfile profile;
  private final AnalysisHost host = new AnalysisHost();
  private final Path directory;
  private final Set<String> published = new HashSet<>();
  private OpenNotebook notebook;
  private @Nullable Analysis analysis;
  private long edits;
  private boolean closed;

  EditorSession(MainLoop loop, FreshetClient client, ClientProfile profile, OpenNotebook notebook) {
    this.loop = loop;
    this.client = client;
    this.profile = profile;
    this.notebook = notebook;
    this.directory = NotebookUri.directory(notebook.uri());
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
    long edit = ++edits;
    loop.postLater(
        "refresh",
        PAUSE_MILLIS,
        () -> {
          if (edit == edits && !closed) {
            refresh();
          }
        });
  }

  /** What is known now; brings the facts up to date first. */
  View view() {
    return new View(notebook, analysis(), Map.of());
  }

  private Analysis analysis() {
    Analysis present = analysis;
    if (present == null) {
      present =
          host.apply(notebook.notebook(), NotebookAnalysis.inputs(directory, notebook.notebook()));
      analysis = present;
    }
    return present;
  }

  private void refresh() {
    publish(Diagnostics.of(view()));
    if (profile.lensRefresh()) {
      var unused = client.refreshCodeLenses();
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

  void close() {
    closed = true;
    publish(Map.of());
  }
}
