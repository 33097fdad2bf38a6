package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One mistake, of eight kinds, harms the names of the other top-level statements in no cell. */
final class ToleranceTest {
  private static final int PER_KIND = 300;

  /** A broken text, where the mistake was made, and how much longer the text became. */
  private record Mutation(String text, int at, int removed, int added) {}

  private interface Kind {
    /** Makes the mistake at the given line; null when that line is not fit for it. */
    @Nullable Mutation apply(String text, int lineStart, int lineEnd, Random random);
  }

  @Test
  void namesOfUntouchedStatementsSurvive() throws IOException {
    List<String> cells = cells();
    long kept = 0;
    long all = 0;
    StringBuilder losses = new StringBuilder();
    for (Map.Entry<String, Kind> kind : kinds().entrySet()) {
      Random random = new Random(20260921);
      int done = 0;
      for (int attempt = 0; done < PER_KIND && attempt < PER_KIND * 100; attempt++) {
        String cell = cells.get(random.nextInt(cells.size()));
        Mutation mutation = mutate(kind.getValue(), cell, random);
        if (mutation == null) {
          continue;
        }
        Parsed broken = Parser.parse(mutation.text());
        if (broken.problems().isEmpty()) {
          continue;
        }
        done++;
        List<String> expected = untouched(Parser.parse(cell).tree(), mutation);
        List<String> found = new ArrayList<>(names(broken.tree().body()));
        long lost = expected.stream().filter(name -> !found.remove(name)).count();
        all += expected.size();
        kept += expected.size() - lost;
        if (lost > 0) {
          losses
              .append(kind.getKey())
              .append(" lost ")
              .append(lost)
              .append(":\n")
              .append(mutation.text())
              .append("\n\n");
        }
      }
      assertThat(done).as(kind.getKey()).isEqualTo(PER_KIND);
    }
    assertThat((double) kept / all)
        .as("%d of %d names\n%s", kept, all, losses)
        .isGreaterThanOrEqualTo(0.999);
  }

  private static @Nullable Mutation mutate(Kind kind, String cell, Random random) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int i = 0; i < cell.length(); i++) {
      if (cell.charAt(i) == '\n') {
        starts.add(i + 1);
      }
    }
    int start = starts.get(random.nextInt(starts.size()));
    int end = cell.indexOf('\n', start);
    return kind.apply(cell, start, end < 0 ? cell.length() : end, random);
  }

  private static Mutation replace(String text, int from, int to, String by) {
    return new Mutation(
        text.substring(0, from) + by + text.substring(to), from, to - from, by.length());
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new HashMap<>();
    kinds.put("half-typed assignment", (t, s, e, r) -> insert(t, s, "x ="));
    kinds.put("attribute not typed yet", (t, s, e, r) -> insert(t, s, "obj."));
    kinds.put("bad indent", (t, s, e, r) -> e > s ? replace(t, s, s, "   ") : null);
    kinds.put(
        "missing colon",
        (t, s, e, r) -> e > s && t.charAt(e - 1) == ':' ? replace(t, e - 1, e, "") : null);
    kinds.put("stray closer", (t, s, e, r) -> e > s ? replace(t, e, e, ")") : null);
    kinds.put("unterminated string", (t, s, e, r) -> quote(t, s, e));
    kinds.put("line cut", (t, s, e, r) -> e - s > 4 ? cut(t, s, e, r) : null);
    kinds.put("unclosed bracket", (t, s, e, r) -> bracket(t, s, e));
    return kinds;
  }

  private static Mutation insert(String text, int lineStart, String line) {
    int indent = lineStart;
    while (indent < text.length() && text.charAt(indent) == ' ') {
      indent++;
    }
    String added = text.substring(lineStart, indent) + line + "\n";
    return replace(text, lineStart, lineStart, added);
  }

  private static @Nullable Mutation quote(String text, int start, int end) {
    int at = Math.max(text.lastIndexOf('"', end - 1), text.lastIndexOf('\'', end - 1));
    boolean triple =
        text.startsWith("\"\"\"", Math.max(0, at - 2))
            || text.startsWith("'''", Math.max(0, at - 2));
    return at > start && !triple ? replace(text, at, at + 1, "") : null;
  }

  private static Mutation cut(String text, int start, int end, Random random) {
    return replace(text, start + 2 + random.nextInt(end - start - 3), end, "");
  }

  private static @Nullable Mutation bracket(String text, int start, int end) {
    for (int i = end - 1; i > start; i--) {
      if (")]}".indexOf(text.charAt(i)) >= 0) {
        return replace(text, i, i + 1, "");
      }
    }
    return null;
  }

  /** Names of the statements that the mistake does not touch, where they stand afterwards. */
  private static List<String> untouched(Module tree, Mutation mutation) {
    List<Stmt> kept = new ArrayList<>();
    List<Stmt> moved = new ArrayList<>();
    for (Stmt stmt : tree.body()) {
      if (end(stmt) < mutation.at()) {
        kept.add(stmt);
      } else if (stmt.start() > mutation.at() + mutation.removed()) {
        moved.add(stmt);
      }
    }
    List<String> names = new ArrayList<>(names(kept));
    int shift = mutation.added() - mutation.removed();
    names(moved).forEach(name -> names.add(shifted(name, shift)));
    return names;
  }

  private static int end(Stmt stmt) {
    return stmt.end();
  }

  private static String shifted(String name, int by) {
    String[] parts = name.split(" ", -1);
    parts[1] = String.valueOf(Integer.parseInt(parts[1]) + by);
    parts[2] = String.valueOf(Integer.parseInt(parts[2]) + by);
    return String.join(" ", parts);
  }

  private static List<String> names(List<Stmt> body) {
    return TreeDump.of(new Module(0, 0, body), true).stream()
        .filter(n -> n.startsWith("Name "))
        .toList();
  }

  static List<String> cells() throws IOException {
    try (var in = ToleranceTest.class.getResourceAsStream("/cells20.py")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return List.of(text.split("(?m)^# %%.*\\n")).stream().filter(c -> !c.isBlank()).toList();
    }
  }
}
