package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code not-serializable}: a name that other cells use holds something that cannot be copied to
 * another process, so that those cells run in its process, one after the other.
 */
final class NotSerializable implements Check {
  private static final Map<String, String> MAKERS =
      Map.ofEntries(
          Map.entry("threading.Lock", "a lock"),
          Map.entry("threading.RLock", "a lock"),
          Map.entry("threading.Condition", "a lock"),
          Map.entry("threading.Event", "a lock"),
          Map.entry("threading.Semaphore", "a lock"),
          Map.entry("threading.Thread", "a thread"),
          Map.entry("queue.Queue", "a queue with a lock"),
          Map.entry("concurrent.futures.ThreadPoolExecutor", "a pool of threads"),
          Map.entry("concurrent.futures.ProcessPoolExecutor", "a pool of processes"),
          Map.entry("multiprocessing.Pool", "a pool of processes"),
          Map.entry("multiprocessing.Process", "a process"),
          Map.entry("subprocess.Popen", "a process"),
          Map.entry("socket.socket", "a socket"),
          Map.entry("socket.create_connection", "a socket"),
          Map.entry("psycopg2.connect", "a database connection"),
          Map.entry("pymysql.connect", "a database connection"),
          Map.entry("sqlalchemy.create_engine", "a database engine"),
          Map.entry("csv.reader", "a reader that is consumed"),
          Map.entry("csv.DictReader", "a reader that is consumed"),
          Map.entry("csv.writer", "a writer of an open file"),
          Map.entry("os.scandir", "an iterator that is consumed"),
          Map.entry("re.finditer", "an iterator that is consumed"),
          Map.entry("weakref.ref", "a weak reference"),
          Map.entry("tempfile.TemporaryDirectory", "a directory that goes when its owner goes"),
          Map.entry("h5py.File", "an open HDF5 file"),
          Map.entry("netCDF4.Dataset", "an open netCDF file"),
          Map.entry("dask.distributed.Client", "a client of a cluster"));

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (UnitEffects unit : checked.units()) {
      if (checked.statement(unit) instanceof Stmt.Assign assign
          && assign.targets().size() == 1
          && assign.targets().get(0) instanceof Expr.Name name) {
        what(checked, unit, assign.value())
            .filter(what -> isUsedElsewhere(checked, unit, name.id()))
            .ifPresent(what -> report.accept(diagnostic(unit, name, what)));
      }
    }
  }

  private static Optional<String> what(Checked checked, UnitEffects unit, Expr value) {
    if (value instanceof Expr.GeneratorExp) {
      return Optional.of("a generator");
    }
    if (!(value instanceof Expr.Call call)) {
      return Optional.empty();
    }
    if (call.func() instanceof Expr.Name function && isGenerator(checked, unit, function.id())) {
      return Optional.of("a generator");
    }
    Optional<String> path = checked.imports().path(call.func());
    return path.filter("sqlite3.connect"::equals).isPresent()
        ? Optional.of("a database in memory").filter(what -> isInMemory(call))
        : path.map(MAKERS::get);
  }

  // A database that is a file is opened again where it is needed.
  private static boolean isInMemory(Expr.Call call) {
    return !call.args().isEmpty()
        && call.args().get(0) instanceof Expr.Constant constant
        && constant.value() instanceof Literal.Str text
        && text.value().equals(":memory:");
  }

  private static boolean isGenerator(Checked checked, UnitEffects caller, String function) {
    List<UnitEffects> binders = checked.binders(function);
    return !binders.isEmpty()
        && binders.stream()
            .allMatch(
                unit ->
                    checked.statement(unit) instanceof Stmt.FunctionDef def
                        && def.name().text().equals(function)
                        && def.decoratorList().isEmpty()
                        && !def.isAsync()
                        && checked.facts(unit).scope(def).generator()
                        && unit.number() < caller.number());
  }

  private static boolean isUsedElsewhere(Checked checked, UnitEffects maker, String name) {
    for (UnitEffects reader : checked.readers(name)) {
      NameRead read = reader.reads().get(name);
      if (reader.cell() != maker.cell() && read != null) {
        for (int writer : read.writers()) {
          if (writer == maker.number()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Diagnostic diagnostic(UnitEffects unit, Expr.Name name, String what) {
    return Diagnostic.of(
        Rule.NOT_SERIALIZABLE,
        unit.cell(),
        new SourceRange(name.start(), name.end()),
        "%s is %s, which cannot be copied: the cells that use it run one after the other in the process that made it, and again after a restart"
            .formatted(name.id(), what));
  }
}
