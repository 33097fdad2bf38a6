package dev.freshet.analyzer.semantics.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.syntax.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edit is followed as far as it makes a difference, and no farther. */
final class EarlyCutOffTest {
  private static final List<String> NOTEBOOK =
      List.of(
          "import math\nrows = [1, 2]\n",
          "def total(values):\n    return sum(values)\n",
          "print(total(rows))\n",
          "rows.append(3)\n",
          "other = math.pi\n",
          "print(rows)\n");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "comment above         | 0 | # about the data\\nimport math\\nrows = [1, 2]\\n        | 0",
        "comment at the end    | 0 | import math\\nrows = [1, 2]  # two\\n                    | ''",
        "blank lines           | 0 | import math\\n\\n\\nrows = [1, 2]\\n                     | 0",
        "formatting            | 0 | import math\\nrows = [ 1,2 ]\\n                          | 0",
        "other numbers         | 0 | import math\\nrows = [4, 5]\\n                        | 0",
        "one element more       | 0 | import math\\nrows = [4, 5, 6]\\n                        | 0 2 3 5",
        "comment in a function | 1 | def total(values):\\n    # all\\n    return sum(values)\\n | 1",
        "a tuple, not a list   | 0 | import math\\nrows = (1, 2)\\n                       | 0 2 3 5",
        "a module less         | 0 | rows = [1, 2]\\n                                         | 0 4",
        "a name that is new    | 4 | other = math.pi\\nthird = 3\\n                            | 4",
      })
  void walksWhatSeesTheEdit(String edit, int cell, String text, String walked) {
    Flow flow = new Flow(Library.standard(), Map.of(), EarlyCutOffTest::facts, false);
    List<@Nullable CellFacts> cells = new ArrayList<>();
    NOTEBOOK.forEach(source -> cells.add(facts(source)));
    List<List<UnitEffects>> before = flow.walk(cells);
    cells.set(cell, facts(text.replace("\\n", "\n")));
    List<List<UnitEffects>> after = flow.walk(cells);
    List<String> anew = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!isSame(before.get(i), after.get(i))) {
        anew.add(Integer.toString(i));
      }
    }
    assertThat(String.join(" ", anew)).as(edit).isEqualTo(walked);
  }

  // A statement that is walked again gets effects of its own, though they may be equal.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(List<UnitEffects> then, List<UnitEffects> now) {
    if (then.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < then.size(); i++) {
      if (then.get(i) != now.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static CellFacts facts(String text) {
    return CellFacts.of(text, Parser.parse(text));
  }
}
