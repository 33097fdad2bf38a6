package dev.freshet.executor.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the toy language computes with when cells run one after the other in one interpreter. */
final class ToyNamespace {
  /** A mutable object. */
  static final class Box {
    final List<Integer> items = new ArrayList<>();
    final boolean resident;

    Box(int value, boolean resident) {
      items.add(value);
      this.resident = resident;
    }

    Box(List<Integer> items) {
      this.items.addAll(items);
      resident = false;
    }

    int sum() {
      return items.stream().mapToInt(Integer::intValue).sum();
    }
  }

  final Map<String, Box> boxes = new HashMap<>();
  static final String ANSWER = "yes";

  int generator = 1;
  int environment;
  int process;
  Map<String, String> disk = new HashMap<>();
  private final Set<String> saved = new HashSet<>();
  private final Set<String> early = new HashSet<>();

  /** Whether a file was read above and written below, so that a run depends on the one before. */
  boolean feedsBack() {
    return early.stream().anyMatch(saved::contains);
  }

  /** What the cell prints, run whole: the truth that every schedule must reach; empty: it fails. */
  Optional<List<String>> runSerially(List<ToyProgram.Op> cell) {
    List<String> out = new ArrayList<>();
    for (ToyProgram.Op op : cell) {
      if (!run(op, boxes, out)) {
        return Optional.empty();
      }
    }
    return Optional.of(out);
  }

  /** One statement over the given variables; false when it raises an error. */
  boolean run(ToyProgram.Op op, Map<String, Box> vars, List<String> out) {
    if (op instanceof ToyProgram.Op.Make make) {
      vars.put(make.name(), new Box(make.value(), false));
    } else if (op instanceof ToyProgram.Op.Open open) {
      vars.put(open.name(), new Box(open.value(), true));
    } else if (op instanceof ToyProgram.Op.Alias alias && vars.containsKey(alias.other())) {
      vars.put(alias.name(), vars.get(alias.other()));
    } else if (op instanceof ToyProgram.Op.Add add) {
      Box left = vars.get(add.left());
      Box right = vars.get(add.right());
      if (left != null && right != null) {
        vars.put(add.name(), new Box((left.sum() + right.sum()) % 1000, false));
      }
    } else if (op instanceof ToyProgram.Op.Append append && vars.containsKey(append.name())) {
      vars.get(append.name()).items.add(append.value());
    } else if (op instanceof ToyProgram.Op.Del del) {
      vars.remove(del.name());
    } else if (op instanceof ToyProgram.Op.Show show) {
      Box box = vars.get(show.name());
      out.add(show.name() + (box == null ? " is not defined" : " = " + box.items));
    } else if (op instanceof ToyProgram.Op.Save save && vars.containsKey(save.name())) {
      disk.put(save.file(), vars.get(save.name()).items.toString());
      saved.add(save.file());
    } else if (op instanceof ToyProgram.Op.Load load) {
      if (!saved.contains(load.file())) {
        early.add(load.file());
      }
      out.add(load.file() + ": " + disk.getOrDefault(load.file(), "absent"));
    } else if (op instanceof ToyProgram.Op.Listing) {
      out.add("files " + new TreeSet<>(disk.keySet()));
    } else if (op instanceof ToyProgram.Op.Draw) {
      generator = (generator * 7 + 3) % 1001;
      out.add("drew " + generator);
    } else if (op instanceof ToyProgram.Op.Seed seed) {
      generator = seed.value();
    } else if (op instanceof ToyProgram.Op.Setenv setenv) {
      environment = setenv.value();
    } else if (op instanceof ToyProgram.Op.Extend extend) {
      environment = environment % 100_000 * 10 + extend.value() + 1;
    } else if (op instanceof ToyProgram.Op.Getenv) {
      out.add("environment " + environment);
    } else if (op instanceof ToyProgram.Op.Patch patch) {
      process = process * 10 + patch.value();
    } else if (op instanceof ToyProgram.Op.Peek) {
      out.add("process " + process);
    } else if (op instanceof ToyProgram.Op.Ask) {
      out.add(ANSWER);
    }
    return !(op instanceof ToyProgram.Op.Check check) || vars.containsKey(check.name());
  }

  /** The names a statement looks up. */
  static List<String> lookups(ToyProgram.Op op) {
    if (op instanceof ToyProgram.Op.Alias alias) {
      return List.of(alias.other());
    } else if (op instanceof ToyProgram.Op.Add add) {
      return List.of(add.left(), add.right());
    } else if (op instanceof ToyProgram.Op.Append append) {
      return List.of(append.name());
    } else if (op instanceof ToyProgram.Op.Del del) {
      return List.of(del.name());
    } else if (op instanceof ToyProgram.Op.Show show) {
      return List.of(show.name());
    } else if (op instanceof ToyProgram.Op.Save save) {
      return List.of(save.name());
    } else if (op instanceof ToyProgram.Op.Check check) {
      return List.of(check.name());
    }
    return List.of();
  }
}
