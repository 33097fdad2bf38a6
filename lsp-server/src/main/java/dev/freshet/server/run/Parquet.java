package dev.freshet.server.run;

import dev.freshet.executor.runtime.python.EnvironmentException;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.server.files.FreshetHome;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns Arrow files into Parquet files with the pyarrow of the notebook's Python. */
public final class Parquet {
  private static final String CONVERT =
      """
      import sys
      import pyarrow.ipc, pyarrow.parquet
      with pyarrow.memory_map(sys.argv[1]) as source:
          pyarrow.parquet.write_table(pyarrow.ipc.open_file(source).read_all(), sys.argv[2])
      """;

  private Parquet() {}

  /**
   * Writes an Arrow IPC file's table as a Parquet file. Throws {@link UnreadableInputException} if
   * no Python with pyarrow is found.
   *
   * @param python the interpreter that the user named, if any
   * @param progress hears what is being prepared
   */
  public static void write(
      Path arrow,
      Path target,
      NotebookInput input,
      Optional<Path> python,
      Consumer<String> progress)
      throws IOException, InterruptedException {
    Path executable = executable(input, python, progress);
    Process process =
        new ProcessBuilder(
                executable.toString(), "-I", "-c", CONVERT, arrow.toString(), target.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    if (process.waitFor() != 0) {
      String last = said.substring(said.lastIndexOf('\n') + 1);
      throw unable("with " + executable + ": " + last, new IOException(said));
    }
  }

  private static Path executable(
      NotebookInput input, Optional<Path> python, Consumer<String> progress) {
    EnvironmentRequest request =
        new EnvironmentRequest(
            input.directory(), python, KernelNames.of(input.document()), System.getenv());
    try {
      return new PythonEnvironments(FreshetHome.runtime()).find(request, progress).executable();
    } catch (EnvironmentException e) {
      throw unable(String.valueOf(e.getMessage()), e);
    }
  }

  private static UnreadableInputException unable(String why, Exception cause) {
    return new UnreadableInputException(
        "Parquet",
        "it could not be written "
            + why
            + "; name a Python that has pyarrow (--python), or write a file that ends in .arrow",
        cause);
  }
}
