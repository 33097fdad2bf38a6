package dev.freshet.server.run;

import dev.freshet.analyzer.AffectedCell;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Dependencies;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.Programs;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.server.compare.Comparison;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What earlier runs showed of cells and their texts do not, brought into a comparison. */
public final class Experience {
  private final ResultStore store;

  public Experience(ResultStore store) {
    this.store = store;
  }

  /** The comparison with the cells that only such effects make affected. */
  public Comparison applied(Comparison compared) {
    Program program = program(compared.after());
    Map<String, Learned> learned = learned(program, compared.before());
    Links links =
        new Links(new Dependencies(program, Map.of()), new Dependencies(program, learned));
    Map<Integer, AffectedCell> cells = new TreeMap<>();
    compared.cells().forEach(cell -> cells.put(cell.index(), cell));
    Set<Integer> shown = new TreeSet<>();
    for (CodeCell cell : program.cells()) {
      List<Reason> reasons = new ArrayList<>();
      for (int giver : links.givers(cell.index())) {
        Optional<String> name = links.name(giver, cell.index());
        if (affected(cells, giver) && (name.isPresent() || shown.contains(giver))) {
          reasons.add(reason(name, giver));
        }
      }
      AffectedCell now = cells.get(cell.index());
      if (now != null && !now.affected() && !reasons.isEmpty()) {
        shown.add(cell.index());
        cells.put(cell.index(), new AffectedCell(now.index(), now.id(), true, reasons));
      }
    }
    return compared.withCells(List.copyOf(cells.values()));
  }

  private static boolean affected(Map<Integer, AffectedCell> cells, int index) {
    AffectedCell cell = cells.get(index);
    return cell != null && cell.affected();
  }

  private static Reason reason(Optional<String> name, int giver) {
    String message =
        name.map(n -> "earlier runs showed that it uses " + n + " of cell " + giver)
            .orElse("it uses what comes from cell " + giver);
    return new Reason(
        Reason.Kind.UPSTREAM, name, OptionalInt.of(giver), message + ", which is affected");
  }

  private static Program program(NotebookInput input) {
    return Programs.of(NotebookAnalysis.of(input));
  }

  /** By digest of the present text; an edited cell is taken to do what it did before as well. */
  private Map<String, Learned> learned(Program program, Optional<NotebookInput> before) {
    Map<CellId, String> old = new HashMap<>();
    before.ifPresent(b -> program(b).cells().forEach(c -> old.put(c.id(), c.digest())));
    Map<String, Learned> learned = new HashMap<>();
    for (CodeCell cell : program.cells()) {
      Learned known = store.learned(cell.digest());
      String was = old.get(cell.id());
      Learned all = was == null ? known : known.plus(store.learned(was));
      learned.merge(cell.digest(), all, Learned::plus);
    }
    return learned;
  }

  /** The graph of the texts beside the one that also counts what runs showed. */
  private record Links(Dependencies text, Dependencies all) {
    Set<Integer> givers(int reader) {
      return all.givers(reader);
    }

    /** What a cell gives to another one although no text says so. */
    Optional<String> name(int giver, int reader) {
      Set<String> names = names(all, giver, reader);
      names.removeAll(names(text, giver, reader));
      return names.stream().findFirst();
    }

    private static Set<String> names(Dependencies graph, int giver, int reader) {
      Set<String> names = new TreeSet<>(graph.prediction(reader).reads());
      names.retainAll(graph.prediction(giver).writes());
      Set<String> states = new TreeSet<>(graph.prediction(reader).ambientReads());
      states.retainAll(graph.prediction(giver).ambientWrites());
      names.addAll(states);
      return names;
    }
  }
}
