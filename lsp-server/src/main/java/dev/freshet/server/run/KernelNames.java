package dev.freshet.server.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.analyzer.notebook.NotebookDocument;
import dev.freshet.analyzer.notebook.NotebookFile;
import java.util.Optional;

/** The kernelspec that a notebook file names. */
public final class KernelNames {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KernelNames() {}

  public static Optional<String> of(NotebookDocument document) {
    if (!(document instanceof NotebookFile)) {
      return Optional.empty();
    }
    try {
      String name =
          JSON.readTree(document.text()).path("metadata").path("kernelspec").path("name").asText();
      return Optional.of(name).filter(n -> !n.isEmpty());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
