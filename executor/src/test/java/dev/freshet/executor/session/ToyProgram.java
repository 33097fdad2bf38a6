package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.CellEffects.Delete;
import dev.freshet.analyzer.graph.CellEffects.Mutation;
import dev.freshet.analyzer.graph.CellEffects.Read;
import dev.freshet.analyzer.graph.CellEffects.Write;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Program;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

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

    /** Prints which files there are. */
    record Listing() implements Op {}

    /** Tells the monitor that a name is not there, whatever is true: a worker that is wrong. */
    record Deny(String name) implements Op {}

    /** {@code name = open(...)}: a box that cannot leave its worker. */
    record Open(String name, int value) implements Op {}

    /** Raises an error unless the name is there. */
    record Check(String name) implements Op {}

    /** Sets a variable of the environment: state that travels, and that readers do not report. */
    record Setenv(int value) implements Op {}

    /** Adds to the variable of the environment, which no prediction sees. */
    record Extend(int value) implements Op {}

    /** Prints the variable of the environment. */
    record Getenv() implements Op {}

    /** Changes the process in a way that nothing captures. */
    record Patch(int value) implements Op {}

    /** Prints what the process was changed to. */
    record Peek() implements Op {}

    /** Asks the user, and prints the answer. */
    record Ask() implements Op {}
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
    return switch (random.nextInt(20)) {
      case 15 -> new Op.Check(name(random));
      case 16 -> random.nextInt(3) == 0 ? new Op.Extend(value) : new Op.Setenv(value);
      case 17 -> new Op.Getenv();
      case 18 -> random.nextInt(3) == 0 ? new Op.Patch(value) : new Op.Peek();
      case 19 -> random.nextInt(4) == 0 ? new Op.Ask() : new Op.Show(name(random));
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

  /**
   * The cells without what raises an error when they run one after the other. Where cells may have
   * to run again because what they made lives in one process, no file is read above and written
   * below: such notebooks depend on the run before (the diagnostic {@code file-feedback}).
   */
  static List<List<Op>> sound(List<List<Op>> cells) {
    boolean remade =
        cells.stream()
            .flatMap(List::stream)
            .anyMatch(op -> op instanceof Op.Open || op instanceof Op.Patch);
    return sound(cells, remade);
  }

  /** {@code unfed}: without reading a file that no cell above has written. */
  static List<List<Op>> sound(List<List<Op>> cells, boolean unfed) {
    ToyNamespace serial = new ToyNamespace();
    List<List<Op>> sound = new ArrayList<>();
    for (List<Op> cell : cells) {
      List<Op> ops = new ArrayList<>();
      for (Op op : cell) {
        boolean fed = op instanceof Op.Load load && !serial.disk.containsKey(load.file());
        if (!(unfed && fed) && serial.runSerially(List.of(op)).isPresent()) {
          ops.add(op);
        }
      }
      sound.add(List.copyOf(ops));
    }
    return sound;
  }

  /** {@code missing}: how many of a hundred effects the prediction does not see. */
  static Program program(List<List<Op>> cells, int missing, Random random) {
    return program(ids(cells.size()), cells, missing, random);
  }

  /** Cells under the given ids. */
  static Program program(List<String> ids, List<List<Op>> cells, int missing, Random random) {
    return program(ids, cells, (cell, op) -> random.nextInt(100) >= missing);
  }

  /** {@code predicted}: whether the prediction sees a statement of the cell at an index. */
  static Program program(List<List<Op>> cells, BiPredicate<Integer, Op> predicted) {
    return program(ids(cells.size()), cells, predicted);
  }

  static List<String> ids(int size) {
    return IntStream.range(0, size).mapToObj(i -> "c" + i).toList();
  }

  private static Program program(
      List<String> ids, List<List<Op>> cells, BiPredicate<Integer, Op> predicted) {
    List<CodeCell> code = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      int at = i;
      List<Op> seen = cells.get(i).stream().filter(op -> predicted.test(at, op)).toList();
      String text = cells.get(i).toString();
      code.add(
          new CodeCell(
              Cell.code(ids.get(i), text),
              i,
              i + 1,
              "digest of " + text,
              effects(cells.get(i), seen)));
    }
    return new Program(code, new DependencyGraph(cells.size(), List.of()));
  }

  private static CellEffects effects(List<Op> all, List<Op> ops) {
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
      } else if (op instanceof Op.Check check) {
        reads.add(check.name());
      } else if (op instanceof Op.Draw) {
        ambient.add(ambient("@random", EffectMode.READ_WRITE));
      }
    }
    // No execution tells that it read this, or that it set what was so already, so a prediction
    // that misses it is never mended.
    if (all.contains(new Op.Getenv())) {
      ambient.add(ambient("@env", EffectMode.READ));
    }
    if (all.stream().anyMatch(Op.Setenv.class::isInstance)) {
      ambient.add(ambient("@env", EffectMode.WRITE));
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

  private static CellEffects.AmbientEffect ambient(String name, EffectMode mode) {
    return new CellEffects.AmbientEffect(name, mode, Certainty.MAY, List.of());
  }
}
