package dev.freshet.analyzer.semantics.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No row of the tables is dead: each is found by a look-up that a program can bring about. */
@SuppressWarnings("ReferenceEquality")
final class TablesTest {
  /** Words after {@code returns} that are no types. */
  private static final Set<String> FORMS =
      Set.of(
          "atom",
          "self",
          "view",
          "copy",
          "deepcopy",
          "element",
          "callable",
          "caller",
          "partial",
          "path",
          "basename",
          "fields",
          "?");

  /** Types of which nothing needs to be known. */
  private static final Set<String> PLAIN =
      Set.of(
          "builtins.type",
          "scipy.stats.distribution",
          "networkx.Graph",
          "numpy.ma.MaskedArray",
          "sklearn.compose.ColumnTransformer");

  private final Library library = Library.standard();

  @Test
  void everyRowIsFound() {
    List<String> dead = new ArrayList<>();
    library
        .rules()
        .forEach(
            (pattern, rule) -> {
              if (find(pattern) != rule) {
                dead.add(pattern);
              }
            });
    assertThat(dead).as("rows that no look-up finds").isEmpty();
  }

  // A name that only this pattern can have been written for.
  private Rule find(String pattern) {
    if (pattern.startsWith("%") || pattern.startsWith("!")) {
      return library.exact(pattern).orElseThrow();
    }
    int dot = pattern.lastIndexOf('.');
    String owner = pattern.substring(0, Math.max(dot, 0));
    String name = pattern.substring(dot + 1).replace("*_", "zz_").replace("_*", "_zz");
    name = name.equals("*") ? "zz" : name;
    if (pattern.endsWith(".*.*")) {
      return library.method(pattern.substring(0, pattern.length() - 4) + ".zz", "zz");
    }
    if (owner.endsWith(".*")) {
      String inside = owner.substring(0, owner.length() - 2) + ".zz";
      Rule found = library.function(inside + "." + name);
      return found == library.rules().get(pattern) ? found : library.method(inside, name);
    }
    Rule method = library.method(owner, name);
    return method == library.rules().get(pattern) ? method : library.function(owner + "." + name);
  }

  @Test
  void whatIsReturnedIsKnown() {
    List<String> unknown = new ArrayList<>();
    for (Map.Entry<String, Rule> row : library.rules().entrySet()) {
      Optional<String> spec = row.getValue().returns();
      for (String type : spec.isEmpty() ? List.<String>of() : types(spec.get())) {
        if (!FORMS.contains(type) && !PLAIN.contains(type) && !hasRules(type)) {
          unknown.add(row.getKey() + " returns " + type);
        }
      }
    }
    assertThat(unknown).as("types of which no row says anything").isEmpty();
  }

  private static List<String> types(String spec) {
    int of = spec.indexOf(" of ");
    String plain = of > 0 ? spec.substring(0, of) : spec.replaceFirst("^part ", "");
    return List.of(plain.split("&", -1));
  }

  private boolean hasRules(String type) {
    return library.rules().keySet().stream().anyMatch(row -> row.startsWith(type + "."));
  }

  @Test
  void namesOfStateAreMarked() {
    List<String> wrong = new ArrayList<>();
    library
        .rules()
        .forEach(
            (pattern, rule) -> {
              rule.ambient().stream()
                  .filter(each -> !each.name().startsWith("@"))
                  .forEach(each -> wrong.add(pattern));
              rule.state().filter(each -> !each.startsWith("@")).ifPresent(e -> wrong.add(pattern));
              rule.restores()
                  .filter(each -> !each.startsWith("@"))
                  .ifPresent(e -> wrong.add(pattern));
            });
    assertThat(wrong).as("rows about state whose name lacks its @").isEmpty();
  }
}
