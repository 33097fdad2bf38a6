package dev.freshet.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.executor.plan.Activity;
import dev.freshet.executor.plan.Validity;
import dev.freshet.executor.plan.Wanted;
import dev.freshet.executor.runtime.CellLimits;
import dev.freshet.executor.session.CellStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small notebooks through a real Python: the one that {@code freshet.python} names, or the first
 * found.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class MonitorTest {
  private final Path directory;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  MonitorTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private MonitorOptions options(int jobs) {
    return options(jobs, python());
  }

  private static Optional<Path> python() {
    return Optional.ofNullable(System.getProperty("freshet.python"))
        .or(() -> Optional.ofNullable(System.getenv("FRESHET_PYTHON")))
        .map(Path::of);
  }

  private MonitorOptions options(int jobs, Optional<Path> python) {
    return new MonitorOptions(
        "test.ipynb",
        directory,
        python,
        Optional.empty(),
        jobs,
        Optional.of(directory.resolve("store")),
        Path.of("..", "python-runtime").toAbsolutePath().normalize(),
        MonitorOptions.DEFAULT_KEEP_LIMIT,
        System.getenv(),
        AnnotatedAnalysis::of);
  }

  private Monitor open(int jobs) {
    return open(options(jobs));
  }

  private Monitor open(MonitorOptions options) {
    return Monitor.open(
        options,
        new MonitorListener() {
          @Override
          public void status(SessionSnapshot snapshot) {}

          @Override
          public void output(CellId id, OutputChange change) {}

          @Override
          public void finished(RunReport report) {}

          @Override
          public void inputRequested(CellId id, String prompt, boolean password) {
            asked.add(prompt);
          }

          @Override
          public void progress(String line) {
            log.add(line);
          }
        });
  }

  private static Notebook notebook(String... sources) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      cells.add(Cell.code("c" + i, sources[i]));
    }
    return Notebook.python(cells);
  }

  private static long limit() {
    return Long.getLong("freshet.test.seconds", 240);
  }

  private RunReport run(Monitor monitor, RunRequest request) throws Exception {
    RunReport report = monitor.run(request).get(limit(), TimeUnit.SECONDS);
    assertThat(report.fault()).as("log %s", log).isNull();
    return report;
  }

  private static List<String> states(RunReport report) {
    return report.document().cells().stream().map(CellReport::state).toList();
  }

  private static @Nullable String shown(RunReport report, int index) {
    List<String> outputs = report.outputs().getOrDefault(new CellId("c" + index), List.of());
    return String.join("\n", outputs);
  }

  @Test
  void runsRestoresAndRerunsWhatAnEditAffects() throws Exception {
    String[] sources = {
      "#: writes x\nx = [1, 2]",
      "#: reads x, writes y\ny = x\nprint('y is', y)",
      "#: mutates x\nx.append(3)",
      "#: reads y\nprint('now', y)\ny",
    };
    try (Monitor monitor = open(2)) {
      monitor.edit(notebook(sources));
      RunReport first = run(monitor, RunRequest.all());
      assertThat(states(first)).as("%s %s", log, first.json()).containsOnly("ran");
      assertThat(shown(first, 1)).contains("y is [1, 2]");
      assertThat(shown(first, 3)).contains("now [1, 2, 3]").contains("execute_result");
      assertThat(states(run(monitor, RunRequest.all()))).containsOnly("current");
    }
    try (Monitor monitor = open(2)) {
      monitor.edit(notebook(sources));
      RunReport second = run(monitor, RunRequest.all());
      assertThat(states(second)).containsOnly("restored");
      assertThat(shown(second, 3)).contains("now [1, 2, 3]");
      sources[2] = "#: mutates x\nx.append(4)";
      monitor.edit(notebook(sources));
      RunReport third = run(monitor, RunRequest.all());
      assertThat(states(third)).containsExactly("current", "current", "ran", "ran");
      assertThat(shown(third, 3)).contains("now [1, 2, 4]");
    }
  }

  @Test
  void statusesComeBackInTheNextSessionBeforeAnyPythonRuns() throws Exception {
    Files.writeString(directory.resolve("data.txt"), "one");
    String[] sources = {
      "#: writes x\nx = 1",
      "#: reads x\nprint(x, open('data.txt').read())",
      "#: reads x\nprint(x)",
      "#: writes z\nz = 1 / 0",
      "#: reads z\nprint(z)",
      "print('new')",
    };
    try (Monitor monitor = open(2)) {
      monitor.edit(notebook(Arrays.copyOf(sources, 5)));
      run(monitor, RunRequest.all());
    }
    Files.writeString(directory.resolve("data.txt"), "two");
    sources[2] = "#: reads x\nprint(x, 'edited')";
    Optional<Path> nowhere = Optional.of(directory.resolve("no-python-here"));
    try (Monitor monitor = open(options(2, nowhere))) {
      monitor.recall();
      monitor.edit(notebook(sources));
      List<Validity> wanted =
          List.of(
              Validity.CURRENT,
              Validity.STALE,
              Validity.STALE,
              Validity.FAILED,
              Validity.ABORTED,
              Validity.NEVER_RUN);
      for (long end = System.nanoTime() + limit() * 1_000_000_000L;
          !validities(monitor).equals(wanted) && System.nanoTime() < end; ) {
        Thread.sleep(20);
      }
      assertThat(validities(monitor)).isEqualTo(wanted);
      assertThat(monitor.snapshot().cells().get(1).reasons().get(0).message())
          .isEqualTo("data.txt changed on disk");
    }
    try (Monitor monitor = open(2)) {
      monitor.recall();
      monitor.edit(notebook(sources));
      RunReport report = run(monitor, RunRequest.all());
      assertThat(states(report))
          .containsExactly("restored", "ran", "ran", "failed", "aborted", "ran");
      assertThat(shown(report, 1)).contains("1 two");
    }
  }

  private static List<Validity> validities(Monitor monitor) {
    return monitor.snapshot().cells().stream().map(CellStatus::validity).toList();
  }

  @Test
  void aFailureStopsOnlyWhatDependsOnIt() throws Exception {
    try (Monitor monitor = open(2)) {
      monitor.edit(
          notebook(
              "#: writes a\nprint('before')\na = 1 / 0",
              "#: reads a, writes b\nb = a + 1",
              "#: reads b\nprint(b)",
              "print('independent')"));
      RunReport report = run(monitor, RunRequest.all());
      assertThat(states(report)).containsExactly("failed", "aborted", "aborted", "ran");
      assertThat(shown(report, 0)).contains("before").contains("ZeroDivisionError");
      assertThat(report.document().cells().get(3).beyondFailure()).isTrue();
      assertThat(report.document().cells().get(1).reasons().get(0).message())
          .contains("a from cell 0, which failed");
      assertThat(report.failed()).isTrue();
    }
  }

  @Test
  void withErrorsAllowedWhatWasBoundCounts() throws Exception {
    try (Monitor monitor = open(2)) {
      monitor.edit(notebook("#: writes a\na = 1\nb = 1 / 0", "#: reads a\nprint('a is', a)"));
      RunRequest request =
          new RunRequest(Wanted.ALL, Set.of(), false, Map.of(), true, Optional.empty());
      RunReport report = run(monitor, request);
      assertThat(states(report)).containsExactly("failed", "ran");
      assertThat(shown(report, 1)).contains("a is 1");
    }
  }

  @Test
  void aDyingInterpreterIsAFailedCellAndTheSessionGoesOn() throws Exception {
    try (Monitor monitor = open(1)) {
      monitor.edit(
          notebook(
              "import os\nos._exit(3)",
              "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
              "print('alive')"));
      RunReport report = run(monitor, RunRequest.all());
      assertThat(states(report)).containsExactly("failed", "failed", "ran");
      assertThat(shown(report, 0)).contains("exit code 3");
      assertThat(shown(report, 1)).contains("SIGSEGV");
    }
  }

  @Test
  void anEndlessLoopIsStoppedByItsTimeLimitAndByTheUser() throws Exception {
    try (Monitor monitor = open(2)) {
      monitor.edit(notebook("while True: pass", "print('fast')"));
      RunRequest limited =
          new RunRequest(
              Wanted.ALL, Set.of(), false, Map.of(), false, Optional.of(Duration.ofSeconds(4)));
      RunReport report = run(monitor, limited);
      assertThat(states(report)).containsExactly("failed", "ran");
      assertThat(String.valueOf(report.document().cells().get(0).error()))
          .contains("CellTimeoutError");
      CompletableFuture<RunReport> endless = monitor.run(RunRequest.all());
      while (monitor.snapshot().cells().stream().noneMatch(c -> c.activity() == Activity.RUNNING)) {
        Thread.sleep(20);
      }
      monitor.interrupt();
      RunReport interrupted = endless.get(1, TimeUnit.MINUTES);
      assertThat(interrupted.interrupted()).isTrue();
      assertThat(states(interrupted).get(0)).isEqualTo("failed");
    }
  }

  @Test
  void aValueThatCannotMoveIsReadWhereItIs() throws Exception {
    try (Monitor monitor = open(2)) {
      monitor.edit(
          notebook(
              "#: writes g\ng = (n * n for n in range(5))",
              "#: reads g\nprint(next(g), next(g))",
              "#: reads g\nprint(next(g))"));
      RunReport report = run(monitor, RunRequest.all());
      assertThat(states(report)).as("%s", report.json()).containsOnly("ran");
      assertThat(shown(report, 1)).contains("0 1");
      assertThat(shown(report, 2)).contains("4");
    }
  }

  @Test
  void afterARestartAResidentIsMadeAgainWithAllThatChangedIt() throws Exception {
    try (Monitor monitor = open(2)) {
      monitor.edit(
          notebook(
              "#: writes g\ng = (n * n for n in range(5))",
              "#: reads g\nprint(next(g), next(g))",
              "#: reads g\nprint(next(g))"));
      assertThat(shown(run(monitor, RunRequest.all()), 2)).contains("4");
      monitor.restart();
      RunRequest last =
          new RunRequest(
              Wanted.CELLS, Set.of(new CellId("c2")), true, Map.of(), false, Optional.empty());
      RunReport report = run(monitor, last);
      assertThat(states(report)).as("%s", report.json()).containsOnly("ran");
      assertThat(shown(report, 2)).contains("4");
      assertThat(report.document().cells().get(0).resident()).isTrue();
    }
  }

  @Test
  void inputIsAskedAndGiven() throws Exception {
    try (Monitor monitor = open(1)) {
      monitor.edit(notebook("print('hello', input('name? '))"));
      CompletableFuture<RunReport> report = monitor.run(RunRequest.all());
      while (asked.isEmpty()) {
        Thread.sleep(20);
      }
      monitor.reply(new CellId("c0"), Optional.of("world"));
      assertThat(shown(report.get(1, TimeUnit.MINUTES), 0)).contains("hello world");
      assertThat(asked).containsExactly("name? ");
    }
  }

  @Test
  void aCellOverALimitSaysWhichAndTheOthersGoOn() throws Exception {
    CellLimits limits =
        new CellLimits(Optional.of(Duration.ofSeconds(20)), OptionalLong.of(300_000_000), 1000, 20);
    String bomb =
        "import os, time\nfor i in range(60):\n    if os.fork() == 0:\n        time.sleep(600)\ntime.sleep(600)";
    try (Monitor monitor = open(options(2).with(limits))) {
      monitor.edit(notebook(bomb, "y = bytearray(600_000_000)", "print('z' * 5000)", "1 + 1"));
      RunReport report = run(monitor, RunRequest.all());
      assertThat(states(report)).containsExactly("failed", "failed", "ran", "ran");
      assertThat(shown(report, 0)).contains("CellLimitError").contains("limit of 20 processes");
      assertThat(shown(report, 1)).contains("MemoryError").contains("limit of 300 MB");
      assertThat(shown(report, 2)).contains("4,001 more characters were not kept");
    }
  }
}
