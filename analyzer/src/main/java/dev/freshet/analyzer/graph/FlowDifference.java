package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.semantics.flow.AmbientAccess;
import dev.freshet.analyzer.semantics.flow.FileAccess;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.OpenNames;
import dev.freshet.analyzer.semantics.flow.OutsideEffect;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which statements of a notebook may do something else than before: those that are new, and those
 * whose inputs come from other statements than before, or from such that do something else.
 */
public final class FlowDifference {
  private final NotebookFlow before;
  private final NotebookFlow after;
  private final IntUnaryOperator oldCell;
  private final UnitMatching matching;
  private final BitSet differs = new BitSet();
  private final Map<Integer, Map<String, Reason>> reasons = new HashMap<>();
  private final Set<String> modules;
  private final Spellings spellings;
  private boolean anyDiffers;

  private FlowDifference(
      NotebookFlow before,
      NotebookFlow after,
      IntUnaryOperator oldCell,
      UnitMatching matching,
      Set<String> modules) {
    this.modules = modules;
    this.before = before;
    this.after = after;
    this.oldCell = oldCell;
    this.matching = matching;
    spellings = new Spellings(before, after);
  }

  /**
   * Compares two versions.
   *
   * @param oldCell the old index of the cell at a new index, -1 for a new cell
   * @param modules the modules beside the notebook whose text changed
   */
  public static FlowDifference between(
      NotebookFlow before, NotebookFlow after, IntUnaryOperator oldCell, Set<String> modules) {
    UnitMatching matching = UnitMatching.of(before, after, oldCell);
    FlowDifference difference = new FlowDifference(before, after, oldCell, matching, modules);
    after.units().forEach(difference::compare);
    return difference;
  }

  /** Which statement is which. */
  public UnitMatching matching() {
    return matching;
  }

  /** Why a cell's statements may do something else; empty when they do not. */
  public List<Reason> reasons(int cell) {
    return List.copyOf(reasons.getOrDefault(cell, Map.of()).values());
  }

  // Old units by their places, new ones that were none before by negative numbers; what binds the
  // name to the same wherever it stands by what it binds it to.
  private List<Object> tokens(String name, List<Integer> newUnits) {
    return newUnits.stream().map(unit -> binding(name, after.unit(unit), token(unit))).toList();
  }

  private List<Object> oldTokens(String name, List<Integer> oldUnits) {
    return oldUnits.stream()
        .map(unit -> binding(name, before.unit(unit), before.indexOf(unit)))
        .toList();
  }

  private Object binding(String name, UnitEffects unit, int place) {
    boolean plain =
        unit.reads().isEmpty()
            && unit.mutations().isEmpty()
            && unit.files().isEmpty()
            && unit.ambient().isEmpty()
            && unit.openWorld().isEmpty()
            && Collections.disjoint(modules, unit.facts().importedBy(unit.statement()));
    return plain
        ? unit.facts().binding(unit.statement(), name).map(Object.class::cast).orElse(place)
        : place;
  }

  private List<Integer> tokens(List<Integer> newUnits) {
    return newUnits.stream().map(this::token).toList();
  }

  private int token(int newUnit) {
    int index = after.indexOf(newUnit);
    int old = matching.oldOf(index);
    return old >= 0 ? old : -1 - index;
  }

  private List<Integer> oldTokens(List<Integer> oldUnits) {
    return oldUnits.stream().map(before::indexOf).toList();
  }

  private void compare(UnitEffects unit) {
    int place = matching.oldOf(after.indexOf(unit.number()));
    if (place < 0) {
      mark(unit, "", Reason.of(Reason.Kind.EDITED, "this cell was edited"));
      return;
    }
    UnitEffects old = before.units().get(place);
    compareMissing(old, unit);
    compareModules(unit);
    compareReads(old, unit);
    compareAmbient(old, unit);
    compareFiles(old, unit);
    compareExternal(old, unit);
    compareSources(old, unit);
    compareOpenWorld(old, unit);
    if (spellings.seen(old, unit)) {
      String text = "code that is looked at here is written otherwise";
      mark(unit, "", Reason.of(Reason.Kind.INPUT, text));
    }
  }

  // An annotation may name what is not there.
  private void compareMissing(UnitEffects old, UnitEffects unit) {
    if (!old.digest().equals(unit.digest()) && !missing(old).equals(missing(unit))) {
      mark(unit, "", Reason.of(Reason.Kind.EDITED, "this cell was edited"));
    }
  }

  private void compareModules(UnitEffects unit) {
    if (!modules.isEmpty()) {
      for (String module : unit.facts().importedBy(unit.statement())) {
        if (modules.contains(module)) {
          String text = "the module " + module + " was edited";
          mark(unit, module, Reason.of(Reason.Kind.INPUT, text));
        }
      }
    }
  }

  private static Set<String> missing(UnitEffects unit) {
    Set<String> names = new TreeSet<>();
    unit.missing().forEach(each -> names.add(each.name()));
    return names;
  }

  private void compareSources(UnitEffects old, UnitEffects unit) {
    boolean all = unit.looksAtAllSources();
    boolean other = all ? !sourcesAbove(after, unit).equals(sourcesAbove(before, old)) : false;
    for (int number : unit.sources()) {
      other |= !all && !source(after, number).equals(source(before, number));
    }
    if (other) {
      String text = "the text of a cell that is looked at here was edited";
      mark(unit, "In", Reason.of(Reason.Kind.INPUT, text));
    }
  }

  private static List<String> sourcesAbove(NotebookFlow flow, UnitEffects unit) {
    return flow.sources().subList(0, flow.ordinal(unit.cell()));
  }

  private static String source(NotebookFlow flow, int number) {
    return number < 1 || number > flow.sources().size() ? "" : flow.sources().get(number - 1);
  }

  private void compareReads(UnitEffects old, UnitEffects unit) {
    Set<String> names = new TreeSet<>(old.reads().keySet());
    names.addAll(unit.reads().keySet());
    for (String name : names) {
      NameRead was = old.reads().get(name);
      NameRead is = unit.reads().get(name);
      List<Integer> now = is == null ? List.of() : others(is.sources(), unit);
      List<Integer> then = was == null ? List.of() : others(was.sources(), old);
      Reason reason = inputs(name, then, now, is, unit);
      if (reason != null && isAnnotation(was) && isAnnotation(is)) {
        spellings.annotationsDiffer(unit);
      } else if (reason != null) {
        mark(unit, name, reason);
      }
    }
  }

  private static boolean isAnnotation(@Nullable NameRead read) {
    return read == null || read.annotates();
  }

  private static List<Integer> others(int[] sources, UnitEffects unit) {
    List<Integer> list = new ArrayList<>();
    for (int source : sources) {
      if (source != unit.number()) {
        list.add(source);
      }
    }
    return list;
  }

  private @Nullable Reason inputs(
      String name,
      List<Integer> then,
      List<Integer> now,
      @Nullable NameRead read,
      UnitEffects unit) {
    List<Object> old = oldTokens(name, then);
    List<Object> current = tokens(name, now);
    for (int i = 0; i < now.size(); i++) {
      boolean same = current.get(i) instanceof String && old.contains(current.get(i));
      if (differs.get(after.indexOf(now.get(i))) && !same) {
        return source(name, now.get(i), read, unit);
      }
    }
    if (old.equals(current)) {
      return null;
    }
    if (current.containsAll(old) && old.containsAll(current)) {
      return Reason.of(
          Reason.Kind.MOVED, name, cell(now, unit), name + " is made by cells in another order");
    }
    return gone(name, then, now, unit);
  }

  private Reason gone(String name, List<Integer> then, List<Integer> now, UnitEffects unit) {
    for (int source : then) {
      if (matching.newOf(before.indexOf(source)) < 0) {
        int place = newCell(before.cellOf(source));
        String text =
            place < 0
                ? "the cell that set or changed " + name + " is gone"
                : "what set or changed " + name + " is gone from cell " + place;
        int blamed = place < 0 ? cell(now, unit) : place;
        return Reason.of(Reason.Kind.DELETED, name, blamed, text);
      }
    }
    return Reason.of(
        Reason.Kind.MOVED, name, cell(now, unit), name + " is made by other cells than before");
  }

  private int newCell(int old) {
    for (int i = 0; i < after.cells().size(); i++) {
      if (oldCell.applyAsInt(i) == old) {
        return i;
      }
    }
    return -1;
  }

  private int cell(List<Integer> sources, UnitEffects unit) {
    return sources.isEmpty() ? unit.cell() : after.cellOf(sources.get(sources.size() - 1));
  }

  private Reason source(String name, int source, @Nullable NameRead read, UnitEffects unit) {
    UnitEffects writer = after.unit(source);
    int cell = writer.cell();
    boolean edited = matching.oldOf(after.indexOf(source)) < 0;
    String fate = edited ? "which was edited" : "which is affected";
    if (writer.mutations().containsKey(name) && !writer.writes().containsKey(name)) {
      String text = name + " is changed in place in cell " + cell + ", " + fate;
      return Reason.of(Reason.Kind.MUTATION, name, cell, text);
    }
    NameWrite write = writer.writes().get(name);
    if (write != null && !write.binds()) {
      String text = name + " is deleted in cell " + cell + ", " + fate;
      return Reason.of(Reason.Kind.DELETED, name, cell, text);
    }
    boolean deferred = read != null && read.deferred() && cell != unit.cell();
    String verb =
        deferred ? " is read by code called here and assigned in cell " : " is assigned in cell ";
    Reason.Kind kind =
        deferred ? Reason.Kind.DEFERRED : edited ? Reason.Kind.INPUT : Reason.Kind.UPSTREAM;
    return Reason.of(kind, name, cell, name + verb + cell + ", " + fate);
  }

  private void compareAmbient(UnitEffects old, UnitEffects unit) {
    for (AmbientAccess access : unit.ambient().values()) {
      AmbientAccess was = old.ambient().get(access.name());
      List<Integer> then = was == null ? List.of() : was.from();
      if (changed(then, access.from())) {
        String text = "the state " + access.name() + " may differ";
        int cell = cell(access.from(), unit);
        mark(unit, access.name(), Reason.of(Reason.Kind.AMBIENT, access.name(), cell, text));
      }
    }
  }

  private void compareFiles(UnitEffects old, UnitEffects unit) {
    List<FileAccess> was = old.files();
    for (int i = 0; i < unit.files().size(); i++) {
      FileAccess access = unit.files().get(i);
      List<Integer> then = i < was.size() ? was.get(i).from() : List.of();
      boolean other = i >= was.size() || !was.get(i).path().equals(access.path());
      if (access.mode().reads() && (other || changed(then, access.from()))) {
        String path = access.path().orElse("some file");
        String text = path + " may differ";
        mark(unit, path, Reason.of(Reason.Kind.FILE, path, cell(access.from(), unit), text));
      }
    }
  }

  // What a database or a program answers may depend on what it was told before.
  private void compareExternal(UnitEffects old, UnitEffects unit) {
    for (OutsideEffect effect : unit.external().values()) {
      OutsideEffect was = old.external().get(effect.what());
      List<Integer> then = was == null ? List.of() : was.after();
      if (changed(then, effect.after())) {
        int cell = cell(effect.after(), unit);
        String text =
            cell == unit.cell()
                ? "what was done to the world outside before is gone"
                : "the world outside may differ after cell " + cell;
        mark(unit, effect.what(), Reason.of(Reason.Kind.UPSTREAM, effect.what(), cell, text));
      }
    }
  }

  private void compareOpenWorld(UnitEffects old, UnitEffects unit) {
    if (unit.openWorld().filter(OpenNames::reads).isPresent()) {
      if (anyDiffers || !above(unit).equals(aboveBefore(old))) {
        String text = "this cell may read anything, and something above changed";
        mark(unit, "*", Reason.of(Reason.Kind.OPEN_WORLD, text));
      }
    }
  }

  // In which cell a statement stands can be seen too (In, Out).
  private List<List<Integer>> above(UnitEffects unit) {
    return after.units().subList(0, after.indexOf(unit.number())).stream()
        .map(u -> List.of(token(u.number()), oldCell.applyAsInt(u.cell())))
        .toList();
  }

  private List<List<Integer>> aboveBefore(UnitEffects unit) {
    return before.units().subList(0, before.indexOf(unit.number())).stream()
        .map(u -> List.of(before.indexOf(u.number()), u.cell()))
        .toList();
  }

  private boolean changed(List<Integer> then, List<Integer> now) {
    for (int source : now) {
      if (differs.get(after.indexOf(source))) {
        return true;
      }
    }
    return !oldTokens(then).equals(tokens(now));
  }

  private void mark(UnitEffects unit, String name, Reason reason) {
    differs.set(after.indexOf(unit.number()));
    anyDiffers = true;
    reasons.computeIfAbsent(unit.cell(), c -> new LinkedHashMap<>()).putIfAbsent(name, reason);
  }
}
