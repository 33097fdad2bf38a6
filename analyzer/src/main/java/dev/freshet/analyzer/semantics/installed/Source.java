package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.Parser;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Module;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A module of a package: its text, and what its top level binds. */
final class Source {
  /** A name that is imported: {@code from module import name}, or the module itself. */
  record Imported(String module, String name) {}

  final String name;
  final String path;
  final String text;
  final Module tree;
  final boolean isPackage;

  /** Where the line breaks are. */
  private final int[] breaks;

  final Map<String, Referent> defined = new LinkedHashMap<>();
  final Map<String, Imported> imported = new LinkedHashMap<>();
  final Map<String, Expr> assigned = new LinkedHashMap<>();
  final List<String> starred = new ArrayList<>();

  /**
   * @param path where the text lies in the folder of packages: {@code pkg/module.py}
   */
  Source(String path, String text) {
    this.path = path;
    this.text = text;
    isPackage = path.endsWith("/__init__.py");
    int cut = isPackage ? "/__init__.py".length() : ".py".length();
    name = path.substring(0, path.length() - cut).replace('/', '.');
    tree = Parser.parse(text).tree();
    breaks = IntStream.range(0, text.length()).filter(at -> text.charAt(at) == '\n').toArray();
  }

  /** The module that a relative import of some level starts from. */
  String base(int level) {
    String base = name;
    for (int up = isPackage ? 1 : 0; up < level && !base.isEmpty(); up++) {
      int dot = base.lastIndexOf('.');
      base = dot < 0 ? "" : base.substring(0, dot);
    }
    return base;
  }

  /** Where something stands, as a person would look it up. */
  String site(int offset) {
    int at = Arrays.binarySearch(breaks, offset);
    return path + ":" + (at < 0 ? -at : at + 1);
  }
}
