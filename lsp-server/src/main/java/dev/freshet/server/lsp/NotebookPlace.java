package dev.freshet.server.lsp;

import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.run.KernelNames;
import dev.freshet.server.run.RunPlaces;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a notebook lives, as far as its URI tells.
 *
 * @param name its file name
 * @param file what the settings for it are found by, whether it is there or not
 * @param directory in which its cells run
 * @param store where its results are kept; none for a notebook without a file
 * @param kernelName what the file names, when it was opened
 */
record NotebookPlace(
    String name, Path file, Path directory, Optional<Path> store, Optional<String> kernelName) {
  static NotebookPlace of(String uri) {
    Optional<Path> file = NotebookUri.file(uri);
    String name = file.map(Path::getFileName).map(Path::toString).orElse(uri);
    return new NotebookPlace(
        name,
        file.orElseGet(() -> NotebookUri.directory(uri).resolve("untitled.ipynb")),
        NotebookUri.directory(uri),
        file.map(RunPlaces::store),
        file.flatMap(NotebookPlace::kernelName));
  }

  private static Optional<String> kernelName(Path file) {
    try {
      return KernelNames.of(NotebookInput.read(file).document());
    } catch (UnreadableInputException notYetWritten) {
      return Optional.empty();
    }
  }
}
