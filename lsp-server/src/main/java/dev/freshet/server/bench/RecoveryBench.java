package dev.freshet.server.bench;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.Parsed;
import dev.freshet.analyzer.syntax.Parser;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How many of the top-level statements that a mistake does not touch are found unchanged in a cell
 * with one mistake, in percent of 2,400 seeded mistakes. The peer's figure was measured once, over
 * mistakes of the same kinds: the names that parso keeps in such statements.
 */
final class RecoveryBench implements Bench {
  private static final double PARSO = 93.8;
  private static final double TARGET = 99.9;
  private static final int MISTAKES = 2400;

  /** A text with one mistake between two places of it. */
  private record Broken(String text, int from, int to, int added) {}

  @Override
  public String name() {
    return "parse.recovery";
  }

  @Override
  public Measured run(BenchContext context) throws IOException {
    List<String> cells = BenchCells.ofTwentyLines(context.notebooks());
    Random random = new Random(20260921);
    long kept = 0;
    long all = 0;
    for (int done = 0, tries = 0; done < MISTAKES && tries < MISTAKES * 50; tries++) {
      String cell = cells.get(random.nextInt(cells.size()));
      Broken broken = mistake(cell, done % 8, random);
      Parsed parsed = broken == null ? null : Parser.parse(broken.text);
      if (broken == null || parsed == null || parsed.problems().isEmpty()) {
        continue;
      }
      done++;
      List<String> found = digests(broken.text, 0, -1, 0);
      for (String statement : digests(cell, broken.from, broken.to, broken.added)) {
        all++;
        kept += found.remove(statement) ? 1 : 0;
      }
    }
    if (all == 0) {
      throw new IOException("the cells to measure on are empty");
    }
    double ours = 100.0 * kept / all;
    BenchResult.Peer peer = new BenchResult.Peer("parso", new Sample(PARSO, PARSO, 1));
    return Measured.of(
        new BenchResult(
            name(), "%", new Sample(ours, ours, MISTAKES), peer, ours / PARSO, TARGET / PARSO));
  }

  /** What each statement that does not lie on the mistake's lines says. */
  private static List<String> digests(String text, int from, int to, int added) {
    CellFacts facts = CellFacts.of(text, Parser.parse(text));
    List<String> digests = new ArrayList<>();
    int first = text.lastIndexOf('\n', Math.max(0, from - 1));
    int end = to < 0 ? -1 : text.indexOf('\n', to);
    int last = end < 0 ? text.length() : end;
    for (int i = 0; i < facts.statements().size(); i++) {
      Stmt statement = facts.statements().get(i);
      boolean touched = to >= 0 && statement.start() <= last && statement.end() >= first;
      boolean follows = added > 0 && statement.start() > last && isBlock(text, first);
      if (!touched && !follows) {
        digests.add(facts.statementDigest(i));
      }
    }
    return digests;
  }

  // A line that opens a block, broken, leaves what follows it without a head.
  private static boolean isBlock(String text, int lineStart) {
    int end = text.indexOf('\n', lineStart + 1);
    return text.substring(Math.max(0, lineStart), end < 0 ? text.length() : end).endsWith(":");
  }

  private static @Nullable Broken mistake(String text, int kind, Random random) {
    int start = text.lastIndexOf('\n', random.nextInt(text.length())) + 1;
    int stop = text.indexOf('\n', start);
    int end = stop < 0 ? text.length() : stop;
    if (end - start < 5) {
      return null;
    }
    String indent =
        " "
            .repeat(
                text.substring(start, end).length()
                    - text.substring(start, end).stripLeading().length());
    return switch (kind) {
      case 0 -> put(text, start, start, indent + "x =\n");
      case 1 -> put(text, start, start, indent + "obj.\n");
      case 2 -> put(text, start, start, "   ");
      case 3 -> text.charAt(end - 1) == ':' ? put(text, end - 1, end, "") : null;
      case 4 -> put(text, end, end, ")");
      case 5 -> quote(text, start, end);
      case 6 -> put(text, start + 2 + random.nextInt(end - start - 3), end, "");
      default -> bracket(text, start, end);
    };
  }

  private static @Nullable Broken quote(String text, int start, int end) {
    int at = Math.max(text.lastIndexOf('"', end - 1), text.lastIndexOf('\'', end - 1));
    boolean triple = at >= 2 && text.charAt(at) == text.charAt(at - 1);
    return at > start && !triple ? put(text, at, at + 1, "") : null;
  }

  private static @Nullable Broken bracket(String text, int start, int end) {
    int at = text.lastIndexOf(')', end - 1);
    return at > start ? put(text, at, at + 1, "") : null;
  }

  private static Broken put(String text, int from, int to, String by) {
    return new Broken(text.substring(0, from) + by + text.substring(to), from, to, by.length());
  }
}
