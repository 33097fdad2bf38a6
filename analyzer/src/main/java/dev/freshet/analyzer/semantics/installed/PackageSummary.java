package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.library.Library;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says what the functions of a package do, as rows of an effect table (docs/effects.md). Their
 * bodies are walked without regard to the order of calls, each once for all its callers, until
 * nothing new is found: what is changed in place, which generators are drawn on unless a seed is
 * given, which files are opened, what is yielded. What it does not see (compiled code, look-ups in
 * registries) is not said.
 */
public final class PackageSummary {
  /** Changes whenever the same text would be told otherwise. */
  public static final int VERSION = 4;

  private PackageSummary() {}

  /**
   * The table of a package.
   *
   * @param texts the modules by their paths in the folder of packages: {@code pkg/module.py}
   * @param library what is known of the packages that it uses
   */
  public static String of(Map<String, String> texts, Library library) {
    Index index = new Index(new TreeMap<>(texts));
    Work work = new Work(index, library);
    work.run();
    return new TableText(index, library).text();
  }
}
