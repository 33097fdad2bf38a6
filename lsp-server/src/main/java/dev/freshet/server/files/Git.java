package dev.freshet.server.files;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user's {@code git}, asked for earlier versions of a file and for files that are not ignored.
 */
public final class Git {
  private Git() {}

  /**
   * A file as it was in a revision; throws {@link UnreadableInputException}.
   *
   * @param name the file below the repository's root, in that revision
   * @param path what its relative paths and modules are relative to
   */
  public static NotebookInput show(Path root, String name, String revision, Path path)
      throws InterruptedException {
    String shown = name + " at " + revision;
    try {
      Answer answer = ask(root, "show", revision + ":" + name);
      if (answer.status() != 0) {
        throw new UnreadableInputException(shown, "git has no such version: " + answer.error());
      }
      byte[] bytes = answer.output().getBytes(StandardCharsets.UTF_8);
      return NotebookInput.of(shown, path, bytes).with(new GitTexts(root, revision));
    } catch (IOException e) {
      throw new UnreadableInputException(shown, "git could not be run: " + e.getMessage(), e);
    }
  }

  /** What git answers; throws {@link UnreadableInputException} when it refuses. */
  static String text(Path directory, Path asked, String... arguments) throws InterruptedException {
    try {
      Answer answer = ask(directory, arguments);
      if (answer.status() != 0) {
        String error = answer.error().isEmpty() ? "" : ": " + answer.error();
        throw new UnreadableInputException(
            asked.toString(), "git refused '" + String.join(" ", arguments) + "'" + error);
      }
      return answer.output();
    } catch (IOException e) {
      throw new UnreadableInputException(
          asked.toString(), "git could not be run: " + e.getMessage(), e);
    }
  }

  /** The one line that git answers. */
  static String line(Path directory, Path asked, String... arguments) throws InterruptedException {
    return text(directory, asked, arguments).strip();
  }

  /** Files below a directory that are tracked or could be; empty where Git has no say. */
  static Optional<List<Path>> files(Path directory) throws InterruptedException {
    try {
      Answer answer =
          ask(directory, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".");
      if (answer.status() != 0) {
        return Optional.empty();
      }
      List<Path> files = new ArrayList<>();
      for (String name : answer.output().split("\0", -1)) {
        if (!name.isEmpty()) {
          files.add(directory.resolve(name));
        }
      }
      return Optional.of(files);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private record Answer(int status, String output, String error) {}

  private static Answer ask(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("freshet-git", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectError(errors.toFile())
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return new Answer(status, output, Files.readString(errors).strip());
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
