package dev.freshet.executor.runtime.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the packages of the Python lie that will run a notebook, told without starting any: from
 * the layout of virtual environments (PEP 405), of prefixes ({@code lib/python3.X/site-packages})
 * and of Debian ({@code dist-packages}), and from {@code .pth} files.
 */
public final class SitePackages {
  private static final int PATH_FILES = 64;

  private SitePackages() {}

  /** Folders of packages, those first that Python searches first; none when nobody knows. */
  public static List<Path> of(EnvironmentRequest request) {
    if (request.chosen().isPresent()) {
      return ofExecutable(request.chosen().get());
    }
    for (Candidate candidate : Interpreters.candidates(request)) {
      List<Path> found = ofExecutable(candidate.executable());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** The folders of the interpreter at a path. */
  public static List<Path> ofExecutable(Path executable) {
    Set<Path> found = new LinkedHashSet<>();
    Path prefix = above(above(executable.toAbsolutePath().normalize()));
    Optional<List<String>> config = prefix == null ? Optional.empty() : lines(prefix, "pyvenv.cfg");
    if (prefix != null && config.isPresent()) {
      found.addAll(below(prefix));
      if (config.get().stream().anyMatch(SitePackages::includesSystem)) {
        found.addAll(real(executable));
      }
    } else {
      found.addAll(real(executable));
    }
    List<Path> all = new ArrayList<>(found);
    found.forEach(folder -> all.addAll(pathFiles(folder)));
    return List.copyOf(all);
  }

  private static boolean includesSystem(String line) {
    return line.replace(" ", "").equalsIgnoreCase("include-system-site-packages=true");
  }

  private static Collection<Path> real(Path executable) {
    try {
      Path prefix = above(above(executable.toRealPath()));
      return prefix == null ? List.of() : below(prefix);
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static @Nullable Path above(@Nullable Path path) {
    return path == null ? null : path.getParent();
  }

  private static List<Path> below(Path prefix) {
    List<Path> found = new ArrayList<>();
    for (String lib : List.of("local/lib", "lib", "lib64", "Lib")) {
      Path folder = prefix.resolve(lib);
      for (Path version : entries(folder, "python3*")) {
        add(found, version.resolve("site-packages"));
        add(found, version.resolve("dist-packages"));
      }
      add(found, folder.resolve("site-packages"));
    }
    return found;
  }

  private static void add(List<Path> found, Path folder) {
    if (Files.isDirectory(folder)) {
      found.add(folder);
    }
  }

  // Development installs name their folder in a file: one path a line.
  private static List<Path> pathFiles(Path folder) {
    List<Path> found = new ArrayList<>();
    for (Path file : entries(folder, "*.pth")) {
      for (String line : lines(folder, file.getFileName().toString()).orElse(List.of())) {
        if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("import ")) {
          path(folder, line.strip()).ifPresent(path -> add(found, path));
        }
      }
    }
    return found;
  }

  // Python leaves out what is no path, too.
  private static Optional<Path> path(Path folder, String line) {
    try {
      return Optional.of(folder.resolve(line).normalize());
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static List<Path> entries(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
        for (Path each : stream) {
          if (found.size() < PATH_FILES) {
            found.add(each);
          }
        }
      } catch (IOException | UncheckedIOException unreadable) {
        return List.of();
      }
    }
    found.sort(null);
    return found;
  }

  private static Optional<List<String>> lines(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      return Files.isRegularFile(file) && Files.size(file) < 1 << 16
          ? Optional.of(Files.readAllLines(file))
          : Optional.empty();
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }
}
