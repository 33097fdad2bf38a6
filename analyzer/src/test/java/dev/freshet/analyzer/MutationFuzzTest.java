package dev.freshet.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Text that is torn, doubled, stirred and sprinkled with hostile characters: nothing is thrown,
 * nothing hangs, ranges lie in the text. Rounds by default; with {@code
 * -Dfreshet.fuzz.seconds=3600} it goes on for that long, from the seed {@code -Dfreshet.fuzz.seed},
 * and says how far it came and which analysis took longest.
 */
final class MutationFuzzTest {
  private static final int ROUNDS = 1500;
  private static final int MOST_WOUNDS = 6;
  private static final long NANOS = 1_000_000_000L;

  /** Slower than this by far is a hang, on any machine. */
  private static final long HANG_SECONDS = 60;

  private static final List<String> HOSTILE =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "'",
          "\"",
          "'''",
          "\"\"\"",
          "f'",
          "rb\"",
          "t'{",
          "{x!r:",
          "\\",
          "\\\n",
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\f",
          "\0",
          "\uFEFF",
          "\uD83D",
          "é",
          "𝐱",
          ":",
          ":=",
          "->",
          "**",
          "*",
          "@",
          "%%",
          "%",
          "!",
          "?",
          "??",
          "____",
          "print 'x'",
          "lambda",
          "match x:\n",
          "case _:",
          "async ",
          "await ",
          "yield ",
          "global x\n",
          "except*",
          "del ",
          "# %%\n",
          ">>> ",
          "In [1]: ",
          "0777",
          "1_",
          "0x",
          "1e",
          "    ",
          ";",
          ",,",
          "...",
          "type X");

  private static final class Count {
    long rounds;
    long slowest;
    String slowestText = "";
    Analysis last = new AnalysisHost().apply(Notebook.python(List.of()), AnalysisInputs.none());
  }

  @Test
  void wreckedTextIsAnalysed() throws IOException {
    List<String> cells = new ArrayList<>(FuzzTest.cells());
    cells.addAll(FuzzTest.cells("incremental/cells.py"));
    cells.addAll(FuzzTest.cells("cells20.py"));
    long seconds = Long.getLong("freshet.fuzz.seconds", 0);
    long seed = Long.getLong("freshet.fuzz.seed", 20_261_121);
    long end = System.nanoTime() + seconds * NANOS;
    Count count = new Count();
    Random random = new Random(seed);
    AnalysisHost host = new AnalysisHost();
    while (count.rounds < ROUNDS || (seconds > 0 && System.nanoTime() < end)) {
      round(host, cells, random, count);
    }
    assertThat(count.slowest / NANOS)
        .as("seconds for\n%s", count.slowestText)
        .isLessThan(HANG_SECONDS);
    if (seconds > 0) {
      System.out.printf(
          "fuzz: seed %d, %d texts in %d s, none failed; the slowest took %d ms%n",
          seed, count.rounds, seconds, count.slowest / 1_000_000);
    }
  }

  private static void round(AnalysisHost host, List<String> cells, Random random, Count count) {
    String text = wrecked(cells, random);
    List<Cell> notebook =
        List.of(
            Cell.code("a", FuzzTest.pick(cells, random)),
            Cell.code("b", text),
            Cell.code("c", FuzzTest.pick(cells, random)));
    long before = System.nanoTime();
    Analysis analysis;
    try {
      analysis = host.apply(Notebook.python(notebook), AnalysisInputs.none());
      assertThat(Affected.between(count.last, analysis)).hasSize(notebook.size());
      assertThat(Affected.between(analysis, analysis)).noneMatch(AffectedCell::affected);
      count.last = analysis;
      assertThat(analysis.diagnostics()).isNotNull();
      analysis.faults().forEach(fault -> rethrow(fault.cause()));
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("in round " + count.rounds + ", on:\n" + text, e);
    }
    long took = System.nanoTime() - before;
    if (took > count.slowest) {
      count.slowest = took;
      count.slowestText = text;
    }
    FuzzTest.check(analysis);
    count.rounds++;
  }

  private static void rethrow(RuntimeException cause) {
    throw cause;
  }

  private static String wrecked(List<String> cells, Random random) {
    StringBuilder text = new StringBuilder(FuzzTest.pick(cells, random));
    int wounds = 1 + random.nextInt(MOST_WOUNDS);
    for (int i = 0; i < wounds; i++) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(30));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
        case 2 -> text.setLength(at);
        default -> text.insert(at, HOSTILE.get(random.nextInt(HOSTILE.size())));
      }
    }
    return text.toString();
  }
}
