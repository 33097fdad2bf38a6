package dev.freshet.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text of Python imports whenever it runs: its import statements outside of any block. */
final class TopLevelImports {
  /**
   * One imported thing.
   *
   * @param module absolute and dotted
   * @param sure false for what may be a module, or a name that a module defines ({@code from a
   *     import b})
   */
  record Import(String module, boolean sure) {}

  private static final Pattern TRIPLE_QUOTED =
      Pattern.compile("\"\"\"[\\s\\S]*?\"\"\"|'''[\\s\\S]*?'''");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "^import[ \\t]+(?<modules>[^\\n#;]+)"
              + "|^from[ \\t]+(?<from>[.\\w]+)[ \\t]+import[ \\t]+(?:\\((?<many>[^)]*)\\)|(?<few>[^\\n#;]*))",
          Pattern.MULTILINE);
  private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.]*");

  private TopLevelImports() {}

  /** Of a module's text; {@code home} is the package in which it looks for relative names. */
  static List<Import> of(String text, String home) {
    List<Import> found = new ArrayList<>();
    Matcher matcher = STATEMENT.matcher(TRIPLE_QUOTED.matcher(text).replaceAll("''"));
    while (matcher.find()) {
      String modules = matcher.group("modules");
      if (modules != null) {
        names(modules).forEach(name -> found.add(new Import(name, true)));
        continue;
      }
      String module = absolute(matcher.group("from"), home);
      String many = matcher.group("many");
      if (!module.isEmpty()) {
        found.add(new Import(module, true));
        names(many == null ? matcher.group("few") : many)
            .forEach(name -> found.add(new Import(module + "." + name, false)));
      }
    }
    return found;
  }

  /** Of a cell: those in blocks as well, for it is written to be run. */
  static List<Import> ofCell(String source) {
    return of(source.replaceAll("(?m)^[ \\t]+", ""), "");
  }

  private static List<String> names(String list) {
    List<String> names = new ArrayList<>();
    for (String part : COMMENT.matcher(list).replaceAll("").split(",", -1)) {
      Matcher name = NAME.matcher(part.strip());
      if (name.lookingAt()) {
        names.add(name.group());
      }
    }
    return names;
  }

  /** Empty if it leads out of the package. */
  private static String absolute(String module, String home) {
    if (!module.startsWith(".")) {
      return module;
    }
    String rest = module.replaceFirst("^\\.+", "");
    String from = home;
    for (int up = module.length() - rest.length(); up > 1; up--) {
      from = from.contains(".") ? from.substring(0, from.lastIndexOf('.')) : "";
    }
    return from.isEmpty() || rest.isEmpty() ? from : from + "." + rest;
  }
}
