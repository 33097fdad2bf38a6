package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * {@code absolute-path}: a text names a place in somebody's own directories, which other machines
 * do not have. When the place lies below the notebook's folder, the mend is the relative path.
 */
final class AbsolutePaths implements Check {
  private static final Pattern OWN =
      Pattern.compile(
          "(?:/home/(?!jovyan\\b)[\\w.-]+|/Users/[\\w.-]+|/root|/media/[\\w.-]+"
              + "|[A-Za-z]:[\\\\/]+(?:Users|Documents and Settings)[\\\\/]+[^\\\\/]+)"
              + "[\\\\/][^\\n]*");
  private static final List<String> WORDS = List.of("home", "Users", "root", "media", "Documents");
  private static final String UNQUOTABLE = "\"'\\\n";

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    boolean stays = staysInFolder(checked);
    for (UnitEffects unit : checked.units()) {
      Optional<CellNotes> notes = checked.notes().get(unit.cell());
      if (notes.isPresent() && WORDS.stream().anyMatch(notes.get().words()::containsKey)) {
        TreeWalk.all(
            checked.statement(unit),
            node -> {
              if (node instanceof Expr.Constant constant
                  && constant.value() instanceof Literal.Str text
                  && OWN.matcher(text.value()).matches()) {
                report.accept(diagnostic(checked, unit.cell(), constant, text.value(), stays));
              }
            });
      }
    }
  }

  private static boolean staysInFolder(Checked checked) {
    return checked.units().stream()
        .noneMatch(
            unit ->
                unit.openWorld().isPresent()
                    || (unit.ambient().containsKey("@cwd")
                        && unit.ambient().get("@cwd").mode().writes()));
  }

  private static Diagnostic diagnostic(
      Checked checked, int cell, Expr.Constant node, String path, boolean stays) {
    SourceRange range = new SourceRange(node.start(), node.end());
    Diagnostic found =
        Diagnostic.of(
            Rule.ABSOLUTE_PATH,
            cell,
            range,
            "the path " + path + " belongs to one machine: name it relative to the notebook");
    Optional<String> relative = stays ? relative(checked, path) : Optional.empty();
    String literal = checked.source(cell).substring(range.start(), range.end());
    return relative.isPresent() && isPlain(literal, path)
        ? found.with(new Fix("Use the relative path", cell, range, "\"" + relative.get() + "\""))
        : found;
  }

  private static Optional<String> relative(Checked checked, String path) {
    return checked
        .folder()
        .map(folder -> folder.endsWith("/") ? folder : folder + "/")
        .filter(folder -> path.startsWith(folder) && path.length() > folder.length())
        .map(folder -> path.substring(folder.length()))
        .filter(rest -> rest.chars().noneMatch(c -> UNQUOTABLE.indexOf(c) >= 0))
        .filter(rest -> !rest.startsWith("/") && !List.of(rest.split("/", -1)).contains(".."));
  }

  // One literal, without prefix and escapes, that says the path and nothing else.
  private static boolean isPlain(String literal, String path) {
    return literal.equals("\"" + path + "\"") || literal.equals("'" + path + "'");
  }
}
