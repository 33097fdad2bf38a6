package dev.freshet.executor.plan;

import java.util.regex.Pattern;

/**
 * What a cell may look at that is no variable of its text: told from the text alone, by patterns
 * that say yes too often rather than too seldom.
 */
public final class Glances {
  private static final Pattern INPUTS =
      Pattern.compile(
          "\\b(In|_ih|_i{1,3}|_i\\d+|history_manager)\\b"
              + "|%\\s*(history|hist|recall|rep|rerun|macro|save|edit|pastebin|logstart)\\b");

  /** A name given in brackets is read like any other. */
  private static final Pattern NAMES =
      Pattern.compile(
          "\\b(dir|vars|locals)\\(\\s*\\)|\\bglobals\\(\\s*\\)(?!\\s*\\[)|\\buser_(global_)?ns\\b"
              + "|%\\s*(who|whos|who_ls|psearch|reset_selective)\\b");

  private static final Pattern LAST_ERROR =
      Pattern.compile(
          "\\blast_(type|value|traceback|exc)\\b|\\b(print_last|post_mortem|pm)\\s*\\("
              + "|(?m:^\\s*%?(tb|debug)\\b)|\\bshowtraceback\\b");

  private static final Pattern EXIT_CODE = Pattern.compile("\\b_exit_code\\b");

  private static final Pattern BACKEND = Pattern.compile("(?m)^\\s*%matplotlib\\b");

  /** A magic, a comment, or an import of what sets no parameters. */
  private static final Pattern SETS_NO_STYLE =
      Pattern.compile(
          "\\s*([%#].*|(import|from)\\s+(matplotlib|numpy|pandas|scipy|sklearn|statsmodels|seaborn"
              + "|sympy|networkx|os|sys|re|math|time|random|datetime|json|warnings|itertools"
              + "|collections|functools|pathlib)\\b[^;]*)?");

  private Glances() {}

  /** The texts of the cells above, as {@code In} and {@code %history} show them. */
  public static boolean atInputs(CodeCell cell) {
    return INPUTS.matcher(cell.cell().source()).find();
  }

  /** Which names there are. */
  public static boolean atNames(CodeCell cell) {
    return NAMES.matcher(cell.cell().source()).find();
  }

  /** The error of an earlier cell, with its frames. */
  public static boolean atLastError(CodeCell cell) {
    return LAST_ERROR.matcher(cell.cell().source()).find();
  }

  /** Whether it chooses the backend of matplotlib's that draws, and does nothing else to plots. */
  static boolean onlyAtBackend(CodeCell cell) {
    String source = cell.cell().source();
    return BACKEND.matcher(source).find()
        && source.lines().allMatch(line -> SETS_NO_STYLE.matcher(line).matches());
  }

  /** How the last shell command ended. */
  public static boolean atExitCode(CodeCell cell) {
    return EXIT_CODE.matcher(cell.cell().source()).find();
  }
}
