package dev.freshet.server.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the notebooks that a user means by naming files and directories. */
public final class NotebookPaths {
  private static final Set<String> SKIPPED =
      Set.of("node_modules", "__pycache__", "venv", "site-packages");
  private static final Pattern CELL_MARK = Pattern.compile("(?m)^[ \\t]*#[ \\t]*%%");
  private static final int SNIFFED_BYTES = 64 * 1024;

  private NotebookPaths() {}

  /**
   * Files as they are named, directories as all notebooks below them that Git does not ignore; each
   * once, in order.
   */
  public static List<Path> find(List<Path> named) throws IOException, InterruptedException {
    List<Path> found = new ArrayList<>();
    for (Path path : named) {
      if (Files.isDirectory(path)) {
        found.addAll(below(path));
      } else {
        found.add(path);
      }
    }
    return found.stream().distinct().toList();
  }

  private static List<Path> below(Path directory) throws IOException, InterruptedException {
    List<Path> files = Git.files(directory).orElse(List.of());
    if (files.isEmpty()) {
      files = walk(directory);
    }
    List<Path> notebooks = new ArrayList<>();
    for (Path file : files) {
      if (isNotebook(file)) {
        notebooks.add(file);
      }
    }
    notebooks.sort(null);
    return notebooks;
  }

  private static List<Path> walk(Path top) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped =
                !directory.equals(top) && isSkipped(String.valueOf(directory.getFileName()));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static boolean isSkipped(String name) {
    return name.startsWith(".") || SKIPPED.contains(name);
  }

  /** Whether a file is a notebook, or a script with cells. */
  public static boolean isNotebook(Path file) throws IOException {
    String path = file.toString();
    if (path.contains(".ipynb_checkpoints")) {
      return false;
    }
    return path.endsWith(".ipynb")
        ? Files.isRegularFile(file)
        : path.endsWith(".py") && Files.isReadable(file) && hasCells(file);
  }

  private static boolean hasCells(Path script) throws IOException {
    try (InputStream in = Files.newInputStream(script)) {
      byte[] start = in.readNBytes(SNIFFED_BYTES);
      return CELL_MARK.matcher(new String(start, StandardCharsets.UTF_8)).find();
    }
  }
}
