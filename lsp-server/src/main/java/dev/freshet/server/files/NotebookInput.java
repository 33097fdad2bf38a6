package dev.freshet.server.files;

import dev.freshet.analyzer.notebook.CellMatching;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.NotebookDocument;
import dev.freshet.analyzer.notebook.UnreadableNotebookException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A notebook that was read.
 *
 * @param shown the path as the user wrote it
 * @param directory what its relative paths and local modules are relative to
 * @param files where the texts of local modules are found
 * @param python the minor version of the Python that runs it, if that is known
 */
public record NotebookInput(
    String shown,
    Path directory,
    NotebookDocument document,
    Notebook notebook,
    OptionalInt python,
    FileTexts files) {
  private static final long LIMIT = 1L << 30;

  /** Reads a notebook file; throws {@link UnreadableInputException}. */
  public static NotebookInput read(Path path) {
    return of(path.toString(), path, bytes(path));
  }

  /** Takes bytes that were stored at a path, today or in an earlier version. */
  static NotebookInput of(String shown, Path path, byte[] bytes) {
    try {
      NotebookDocument document = NotebookDocument.parse(bytes, path.toString());
      String language = document.notebook().language();
      if (!language.equals("python")) {
        throw new UnreadableInputException(
            shown, "its kernel language is " + language + "; Freshet reads Python notebooks only");
      }
      Path parent = path.toAbsolutePath().normalize().getParent();
      return new NotebookInput(
          shown,
          parent == null ? path.toAbsolutePath() : parent,
          document,
          document.notebook(),
          document.python(),
          FileTexts.DISK);
    } catch (UnreadableNotebookException e) {
      throw new UnreadableInputException(shown, String.valueOf(e.getMessage()), e);
    }
  }

  /** An empty notebook in the same place. */
  public NotebookInput withoutCells() {
    NotebookDocument empty = NotebookDocument.parse("", "empty.py");
    return new NotebookInput(shown, directory, empty, Notebook.python(List.of()), python, files);
  }

  /** This notebook with another text. */
  public NotebookInput with(NotebookDocument changed) {
    return new NotebookInput(shown, directory, changed, changed.notebook(), python, files);
  }

  /** This notebook among the files of another time. */
  NotebookInput with(FileTexts others) {
    return new NotebookInput(shown, directory, document, notebook, python, others);
  }

  /** This notebook, its cells known by the ids that they had in an earlier version. */
  public NotebookInput withIdsOf(Notebook earlier) {
    return new NotebookInput(
        shown,
        directory,
        document,
        CellMatching.carryIds(earlier, notebook, document.namedIds()),
        python,
        files);
  }

  /** This notebook for a Python of a minor version, if one is given. */
  public NotebookInput forPython(OptionalInt minor) {
    return minor.isEmpty()
        ? this
        : new NotebookInput(shown, directory, document, notebook, minor, files);
  }

  /** The line of the file, from 1, at which a cell's text begins. */
  public int firstLine(int index) {
    return document.firstLine(index) + 1;
  }

  /** The line of the file, from 1, that holds a line, from 1, of a cell's text. */
  public int fileLine(int index, int line) {
    return document.lineOf(index, line - 1) + 1;
  }

  private static byte[] bytes(Path path) {
    String shown = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw new UnreadableInputException(
            shown, "this is a directory; name a notebook (.ipynb) or a script with # %% cells");
      }
      if (Files.size(path) > LIMIT) {
        throw new UnreadableInputException(
            shown, "larger than 1 GiB; clear its outputs first (jupyter nbconvert --clear-output)");
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new UnreadableInputException(
          shown,
          "there is no such file; the current directory is " + Path.of("").toAbsolutePath(),
          e);
    } catch (AccessDeniedException e) {
      throw new UnreadableInputException(
          shown, "it may not be read; check its permissions (chmod u+r)", e);
    } catch (IOException e) {
      throw new UnreadableInputException(shown, "it cannot be read: " + e.getMessage(), e);
    }
  }
}
