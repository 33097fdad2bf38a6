package dev.freshet.server.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes deterministic notebooks whose cells depend on each other in the ways that break notebook
 * systems: aliases, holders, functions that read or mutate globals, hidden writes, conditional
 * definitions, seeded randomness, files, the environment.
 *
 * <p>Every generated notebook runs without an error from top to bottom. The same seed gives the
 * same notebook.
 */
final class NotebookGenerator {
  private final Random random;
  private final List<String> ints = new ArrayList<>();
  private final List<String> lists = new ArrayList<>();
  private final List<String> holders = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private final List<String> iterators = new ArrayList<>();
  private final List<String> counters = new ArrayList<>();
  private int fresh;

  NotebookGenerator(long seed) {
    random = new Random(seed);
  }

  /** Sources of {@code size} code cells; the first imports what the others need. */
  List<String> cells(int size) {
    List<String> cells = new ArrayList<>();
    cells.add("import os\nimport random\nrandom.seed(" + random.nextInt(100) + ")");
    cells.add(define(ints, "n") + " = " + random.nextInt(10));
    cells.add(define(lists, "xs") + " = [" + random.nextInt(10) + "]");
    while (cells.size() < size) {
      cells.add(cell());
    }
    return cells;
  }

  private String cell() {
    List<Supplier<String>> kinds =
        List.of(
            () -> assign(ints, "n", pick(ints) + " + " + random.nextInt(5)),
            () -> pick(ints) + " = " + pick(ints) + " * 2 % 1009",
            () -> assign(lists, "xs", "[" + pick(ints) + ", " + random.nextInt(9) + "]"),
            () -> assign(lists, "xs", pick(lists)),
            () -> pick(lists) + ".append(" + pick(ints) + ")",
            () -> pick(lists) + " += [" + pick(ints) + "]\nprint(" + pick(lists) + ")",
            this::readingFunction,
            this::mutatingFunction,
            () -> "print(" + pick(ints) + ", " + call() + ")",
            () -> assign(ints, "n", "len(" + pick(lists) + ")") + "\nprint(" + pick(ints) + ")",
            () -> assign(holders, "d", "{'k': " + pick(lists) + ", 'n': " + pick(ints) + "}"),
            () -> withHolder("%s['k'].append(" + random.nextInt(9) + ")"),
            () -> withHolder("%s['n'] = " + pick(ints) + "\nprint(%s)"),
            () -> "if " + pick(ints) + " % 2:\n    " + pick(ints) + " = " + random.nextInt(9),
            () -> "print(random.random() < 0.5, random.randrange(100))",
            () -> "globals()['" + pick(ints) + "'] = " + pick(ints) + " + 1",
            () -> "exec('" + pick(ints) + " = " + random.nextInt(9) + "')",
            () -> "print(eval('" + pick(ints) + " + 1'))",
            () -> "os.environ['FRESHET_TEST'] = str(" + pick(ints) + ")",
            () -> "print(os.environ.get('FRESHET_TEST'))",
            () -> "with open('" + file() + "', 'w') as f:\n    f.write(str(" + pick(lists) + "))",
            () -> "p = '" + file() + "'\nprint(open(p).read() if os.path.exists(p) else 'none')",
            this::counterClass,
            this::useCounter,
            () -> assign(iterators, "it", "iter([1, 2, 3, 4])"),
            () ->
                iterators.isEmpty()
                    ? "print('no iterator')"
                    : "print(next(" + pick(iterators) + ", None))",
            () -> "for i in range(3):\n    " + pick(ints) + " += i\nprint(i)",
            () -> "print(" + String.join(", ", ints) + ")",
            () -> "print(" + String.join(", ", lists) + ")",
            () -> "print([y + " + pick(ints) + " for y in " + pick(lists) + "])",
            () ->
                "try:\n    "
                    + pick(ints)
                    + " = int('x')\nexcept ValueError:\n    pass\nprint("
                    + pick(ints)
                    + ")",
            () -> pick(ints));
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  private String readingFunction() {
    String body = "    return v + " + pick(ints) + " + len(" + pick(lists) + ")";
    return "def " + define(functions, "f") + "(v):\n" + body;
  }

  private String mutatingFunction() {
    String list = pick(lists);
    return "def "
        + define(functions, "f")
        + "(v):\n    "
        + list
        + ".append(v)\n    return len("
        + list
        + ")";
  }

  private String counterClass() {
    String name = define(counters, "c");
    String type = name.toUpperCase(java.util.Locale.ROOT);
    return """
    class %s:
        def __init__(self):
            self.count = 0
        def hit(self):
            self.count += %s
            return self.count
    %s = %s()\
    """
        .formatted(type, pick(ints), name, type);
  }

  private String useCounter() {
    return counters.isEmpty() ? "print('no counter')" : "print(" + pick(counters) + ".hit())";
  }

  private String call() {
    return functions.isEmpty() ? "'no function'" : pick(functions) + "(" + pick(ints) + ")";
  }

  private String withHolder(String code) {
    return holders.isEmpty() ? "print('no holder')" : code.replace("%s", pick(holders));
  }

  private String file() {
    return "f" + random.nextInt(2) + ".txt";
  }

  /** The value is composed before the name exists, so that it never refers to itself. */
  private String assign(List<String> names, String prefix, String value) {
    return define(names, prefix) + " = " + value;
  }

  private String define(List<String> names, String prefix) {
    String name = prefix + fresh++;
    names.add(name);
    return name;
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }
}
