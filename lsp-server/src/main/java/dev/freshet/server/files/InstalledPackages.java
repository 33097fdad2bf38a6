package dev.freshet.server.files;

import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.installed.PackageSummary;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.SitePackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the packages that a notebook imports do, told from their installed texts: one effect table
 * per package that the tables of Freshet do not know. A package is summarised once; the summary is
 * kept in the user's cache directory as long as its files are what they were.
 */
public final class InstalledPackages {
  private final Path kept;
  private final Map<Path, String> known = new ConcurrentHashMap<>();
  private final Map<EnvironmentRequest, List<Path>> folders = new ConcurrentHashMap<>();

  /**
   * Nothing is read yet.
   *
   * @param kept where summaries are kept
   */
  public InstalledPackages(Path kept) {
    this.kept = kept;
  }

  /** Summaries are kept in the user's cache directory. */
  public static InstalledPackages ofUser() {
    return new InstalledPackages(UserDirectories.cache().resolve("packages"));
  }

  /** The packages that a notebook imports, of which the tables of Freshet do not say enough. */
  Set<String> names(Path directory, Notebook notebook) {
    Set<String> names = LocalModules.imported(directory, notebook);
    names.removeIf(name -> !Library.standard().isForeign(name));
    return names;
  }

  /** Tables of packages by their names; none for what the Python of a request does not have. */
  List<String> tables(Set<String> names, EnvironmentRequest request) {
    List<Path> searched = folders.computeIfAbsent(request, SitePackages::of);
    return names.stream()
        .map(name -> table(name, searched))
        .filter(table -> !table.isEmpty())
        .toList();
  }

  private String table(String name, List<Path> searched) {
    Optional<PackageTexts> found = PackageTexts.find(searched, name);
    return found.map(texts -> summary(name, texts)).orElse("");
  }

  private String summary(String name, PackageTexts texts) {
    String head =
        "# freshet "
            + PackageSummary.VERSION
            + " "
            + Library.standard().version()
            + " "
            + texts.fingerprint()
            + "\n";
    String place = Integer.toHexString(texts.root().toString().hashCode());
    Path file = kept.resolve(name + "-" + place + ".txt");
    return known.compute(file, (f, table) -> summary(f, table, head, texts));
  }

  private String summary(Path file, @Nullable String known, String head, PackageTexts texts) {
    if (known != null && known.startsWith(head)) {
      return known;
    }
    String kept = read(file);
    if (kept.startsWith(head)) {
      return kept;
    }
    String made = head + PackageSummary.of(texts.read(), Library.standard());
    write(file, made);
    return made;
  }

  private static String read(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException | UncheckedIOException unreadable) {
      return "";
    }
  }

  // Who cannot keep it makes it again next time.
  private void write(Path file, String table) {
    try {
      Files.createDirectories(kept);
      AtomicFile.write(file, table.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException full) {
      // Made here only: logging takes a start longer than reading a notebook does.
      Logger log = Logger.getLogger(InstalledPackages.class.getName());
      log.log(Level.FINE, "the summary could not be kept", full);
    }
  }
}
