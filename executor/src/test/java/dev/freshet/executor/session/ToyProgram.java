package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.CellEffects.Delete;
import dev.freshet.analyzer.graph.CellEffects.Mutation;
import dev.freshet.analyzer.graph.CellEffects.Read;
import dev.freshet.analyzer.graph.CellEffects.Write;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Program;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Cells in a tiny language over mutable boxes, and predictions about them that may miss effects.
 */
final class ToyProgram {
  /** One statement; {@code text} is what the cell's source shows. */
  sealed interface Op {
    /** {@code name = [value]}, a new box. */
    record Make(String name, int value) implements Op {}

    /** {@code name = other}, the same box. */
    record Alias(String name, String other) implements Op {}

    /** {@code name = [sum(left) + sum(right)]}, a new box. */
    record Add(String name, String left, String right) implements Op {}

    /** {@code name.append(value)}. */
    record Append(String name, int value) implements Op {}

    /** {@code del name}. */
    record Del(String name) implements Op {}

    /** {@code print(name)}, or that it is not defined. */
    record Show(String name) implements Op {}

    /** Draws from the ambient generator and prints. */
    record Draw() implements Op {}

    /** Seeds the ambient generator. */
    record Seed(int value) implements Op {}

    /** Does what cannot be undone. */
    record Act(String what) implements Op {}

    /** Writes a box's items to a file. */
    record Save(String file, String name) implements Op {}

    /** Prints what is in a file. */
    record Load(String file) implements Op {}

    /** {@code name = open(...)}: a box that cannot leave its worker. */
    record Open(String name, int value) implements Op {}
  }

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

  private ToyProgram() {}

  static List<List<Op>> random(Random random, int size) {
    List<List<Op>> cells = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      cells.add(cell(random));
    }
    return cells;
  }

  static List<Op> cell(Random random) {
    List<Op> ops = new ArrayList<>();
    for (int k = 1 + random.nextInt(3); k > 0; k--) {
      ops.add(op(random));
    }
    return List.copyOf(ops);
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private static Op op(Random random) {
    int value = random.nextInt(9);
    return switch (random.nextInt(15)) {
      case 13 -> new Op.Save("f" + value % 2, name(random));
      case 14 -> new Op.Load("f" + value % 2);
      case 0, 1 -> new Op.Make(name(random), value);
      case 2, 3 -> new Op.Alias(name(random), name(random));
      case 4 -> new Op.Add(name(random), name(random), name(random));
      case 5, 6 -> new Op.Append(name(random), value);
      case 7 -> new Op.Del(name(random));
      case 8 -> random.nextInt(3) == 0 ? new Op.Seed(value) : new Op.Draw();
      case 9 -> new Op.Act("file" + value);
      case 10 ->
          random.nextInt(2) == 0 ? new Op.Open(name(random), value) : new Op.Show(name(random));
      default -> new Op.Show(name(random));
    };
  }

  /** {@code missing}: how many of a hundred effects the prediction does not see. */
  static Program program(List<List<Op>> cells, int missing, Random random) {
    return program(cells, (cell, op) -> random.nextInt(100) >= missing);
  }

  /** {@code predicted}: whether the prediction sees a statement of the cell at an index. */
  static Program program(List<List<Op>> cells, BiPredicate<Integer, Op> predicted) {
    List<CodeCell> code = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int at = i;
      List<Op> seen = cells.get(i).stream().filter(op -> predicted.test(at, op)).toList();
      String text = cells.get(i).toString();
      code.add(
          new CodeCell(
              Cell.code("c" + i, text), i, i + 1, "digest of " + text, effects(seen), null));
    }
    return new Program(code, new DependencyGraph(cells.size(), List.of()));
  }

  private static CellEffects effects(List<Op> ops) {
    Set<String> reads = new LinkedHashSet<>();
    Set<String> writes = new LinkedHashSet<>();
    List<Mutation> mutations = new ArrayList<>();
    List<Delete> deletes = new ArrayList<>();
    List<CellEffects.AmbientEffect> ambient = new ArrayList<>();
    for (Op op : ops) {
      if (op instanceof Op.Make make) {
        writes.add(make.name());
      } else if (op instanceof Op.Open open) {
        writes.add(open.name());
      } else if (op instanceof Op.Alias alias) {
        reads.add(alias.other());
        writes.add(alias.name());
      } else if (op instanceof Op.Add add) {
        reads.add(add.left());
        reads.add(add.right());
        writes.add(add.name());
      } else if (op instanceof Op.Append append) {
        mutations.add(new Mutation(append.name(), Certainty.MAY, "method", List.of()));
      } else if (op instanceof Op.Del del) {
        deletes.add(new Delete(del.name(), Certainty.MAY, List.of()));
      } else if (op instanceof Op.Show show) {
        reads.add(show.name());
      } else if (op instanceof Op.Save save) {
        reads.add(save.name());
      } else if (op instanceof Op.Draw) {
        ambient.add(draws());
      }
    }
    return new CellEffects(
        reads.stream().map(n -> new Read(n, Certainty.MAY, false, List.of(), List.of())).toList(),
        writes.stream().map(n -> new Write(n, Certainty.MAY, List.of())).toList(),
        mutations,
        deletes,
        List.of(),
        ambient,
        List.of(),
        Optional.empty(),
        false,
        true,
        List.of());
  }

  private static CellEffects.AmbientEffect draws() {
    return new CellEffects.AmbientEffect(
        "@random", dev.freshet.analyzer.semantics.EffectMode.READ_WRITE, Certainty.MAY, List.of());
  }
}
