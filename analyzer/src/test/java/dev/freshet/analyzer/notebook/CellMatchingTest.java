package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CellMatchingTest {
  @Test
  void an_edited_cell_keeps_its_id_and_a_new_one_gets_its_own() {
    Notebook before = script("# %%\nrows = load()\n# %%\ntotal = sum(rows)\n# %%\nprint(total)\n");
    Notebook now =
        script(
            """
            # %%
            import os
            # %%
            rows = load(os.curdir)
            # %%
            total = sum(rows)
            # %%
            print(total)
            """);

    List<Cell> cells = CellMatching.carryIds(before, now, Set.of()).cells();

    assertThat(cells).extracting(Cell::id).endsWith(ids(before).toArray(new CellId[0]));
    assertThat(ids(before)).doesNotContain(cells.get(0).id());
  }

  @Test
  void cells_that_are_equal_keep_their_order() {
    Notebook before = script("# %%\nx\n# %%\ny = 1\n# %%\nx\n");
    Notebook now = script("# %%\nx\n# %%\nx\n# %%\ny = 1\n# %%\nx\n");

    List<CellId> ids = ids(CellMatching.carryIds(before, now, Set.of()));

    assertThat(ids).endsWith(ids(before).get(1), ids(before).get(2)).contains(ids(before).get(0));
  }

  @Test
  void ids_in_the_file_win() {
    Notebook before =
        Notebook.python(List.of(Cell.code("a", "x = 1"), Cell.code("b", "totally(different)")));
    Notebook now =
        Notebook.python(List.of(Cell.code("b", "x = 1"), Cell.code("a", "totally(different)")));

    assertThat(CellMatching.carryIds(before, now, Set.of(new CellId("a"), new CellId("b"))))
        .isEqualTo(now);
  }

  @Test
  void a_cell_that_is_written_anew_in_its_place_stays_the_same_cell() {
    Notebook before = script("# %%\na = 1\n# %%\nb = 2\n# %%\nc = 3\n");
    Notebook now = script("# %%\na = 1\n# %%\nimport numpy\n# %%\nc = 3\n");

    assertThat(ids(CellMatching.carryIds(before, now, Set.of()))).isEqualTo(ids(before));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void ids_follow_their_cells_through_edits_made_outside(long seed) {
    Random random = new Random(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      cells.add(Cell.code("c" + i, words(random)));
    }
    Notebook known = Notebook.python(cells);
    for (int round = 0; round < 40; round++) {
      List<Cell> edited = new ArrayList<>(known.cells());
      edit(edited, random, "new" + round);
      Notebook anonymous = anonymous(edited);

      Notebook matched = CellMatching.carryIds(known, anonymous, Set.of());

      Set<CellId> old = Set.copyOf(ids(known));
      assertThat(carried(matched, old))
          .as("round %d", round)
          .isEqualTo(carried(Notebook.python(edited), old));
      known = Notebook.python(edited);
    }
  }

  private static void edit(List<Cell> cells, Random random, String newId) {
    int at = random.nextInt(cells.size());
    switch (random.nextInt(4)) {
      case 0 -> cells.set(at, cells.get(at).withSource(cells.get(at).source() + "\nmore = 1"));
      case 1 -> cells.add(at, Cell.code(newId, words(random)));
      case 2 -> {
        if (cells.size() > 3) {
          cells.remove(at);
        }
      }
      default -> Collections.swap(cells, at, random.nextInt(cells.size()));
    }
  }

  // What a new cell is called is free, so only ids that were there before are compared.
  private static List<String> carried(Notebook notebook, Set<CellId> old) {
    return ids(notebook).stream().map(id -> old.contains(id) ? id.value() : "new").toList();
  }

  private static Notebook anonymous(List<Cell> cells) {
    return script(cells.stream().map(c -> "# %%\n" + c.source()).collect(Collectors.joining("\n")));
  }

  private static String words(Random random) {
    return IntStream.range(0, 8)
        .mapToObj(i -> Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX))
        .collect(Collectors.joining("\n"));
  }

  private static Notebook script(String text) {
    return PercentScript.parse(text).notebook();
  }

  private static List<CellId> ids(Notebook notebook) {
    List<CellId> ids = notebook.cells().stream().map(Cell::id).toList();
    assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    return ids;
  }
}
