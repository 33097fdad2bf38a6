package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.graph.CellEffects.AmbientEffect;
import dev.freshet.analyzer.graph.CellEffects.Delete;
import dev.freshet.analyzer.graph.CellEffects.ExternalEffect;
import dev.freshet.analyzer.graph.CellEffects.FileEffect;
import dev.freshet.analyzer.graph.CellEffects.Mutation;
import dev.freshet.analyzer.graph.CellEffects.OpenWorld;
import dev.freshet.analyzer.graph.CellEffects.Read;
import dev.freshet.analyzer.graph.CellEffects.Write;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.flow.AmbientAccess;
import dev.freshet.analyzer.semantics.flow.FileAccess;
import dev.freshet.analyzer.semantics.flow.NameMutation;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.OpenNames;
import dev.freshet.analyzer.semantics.flow.OutsideEffect;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Adds the effects of a cell's units up to those of the cell. */
final class EffectsBuilder {
  private final NotebookFlow flow;
  private final int cell;
  private final Map<String, ReadSum> reads = new LinkedHashMap<>();
  private final Map<String, WriteSum> writes = new LinkedHashMap<>();
  private final Map<String, Mutation> mutations = new LinkedHashMap<>();
  private final Map<String, FileEffect> files = new LinkedHashMap<>();
  private final Map<String, AmbientEffect> ambient = new LinkedHashMap<>();
  private final Map<String, ExternalEffect> external = new LinkedHashMap<>();
  private Optional<OpenWorld> openWorld = Optional.empty();
  private boolean dynamicNames;

  private static final class ReadSum {
    Certainty certainty = Certainty.MAY;
    boolean deferred = true;
    final BitSet from = new BitSet();
    final Ranges ranges = new Ranges();
  }

  private static final class WriteSum {
    boolean bound;
    boolean must;
    final Ranges ranges = new Ranges();
  }

  /** Ranges, each once. Those of statements one after the other ascend. */
  private static final class Ranges {
    private List<SourceRange> all = List.of();
    private boolean owned;
    private boolean ascending = true;

    void add(List<SourceRange> more) {
      if (all.isEmpty()) {
        all = more;
        ascending = isAscending(-1, more);
      } else if (!more.isEmpty()) {
        ascending &= isAscending(all.get(all.size() - 1).start(), more);
        all = owned ? all : new ArrayList<>(all);
        owned = true;
        all.addAll(more);
      }
    }

    private static boolean isAscending(int before, List<SourceRange> ranges) {
      int last = before;
      for (int i = 0; i < ranges.size(); i++) {
        if (ranges.get(i).start() <= last) {
          return false;
        }
        last = ranges.get(i).start();
      }
      return true;
    }

    List<SourceRange> list() {
      return List.copyOf(ascending ? all : new LinkedHashSet<>(all));
    }
  }

  private EffectsBuilder(NotebookFlow flow, int cell) {
    this.flow = flow;
    this.cell = cell;
  }

  /** The effects of the cell at an index. */
  static CellEffects of(NotebookFlow flow, int cell, boolean runnable, List<String> defined) {
    EffectsBuilder builder = new EffectsBuilder(flow, cell);
    flow.cells().get(cell).forEach(builder::add);
    return builder.build(runnable, defined);
  }

  private void add(UnitEffects unit) {
    each(unit.reads(), this::addRead);
    each(unit.mutations(), this::addMutation);
    each(unit.writes(), this::addWrite);
    unit.files().forEach(this::addFile);
    each(unit.ambient(), (name, access) -> addAmbient(access));
    each(unit.external(), this::addExternal);
    unit.openWorld().ifPresent(this::addOpenWorld);
    dynamicNames |= unit.dynamicNames();
  }

  // Most maps are empty.
  private static <T> void each(Map<String, T> effects, BiConsumer<String, T> consumer) {
    if (!effects.isEmpty()) {
      effects.forEach(consumer);
    }
  }

  private void addExternal(String what, OutsideEffect effect) {
    external.putIfAbsent(
        what, new ExternalEffect(what, effect.certainty(), List.of(effect.range())));
  }

  private void addRead(String name, NameRead read) {
    int[] sources = read.sources();
    boolean own = false;
    boolean others = false;
    for (int unit : sources) {
      boolean here = flow.cellOf(unit) == cell;
      own |= here;
      others |= !here;
    }
    if (own && !others) {
      return;
    }
    ReadSum sum = reads.computeIfAbsent(name, n -> new ReadSum());
    for (int unit : sources) {
      sum.from.set(flow.cellOf(unit));
    }
    sum.from.clear(cell);
    sum.deferred &= read.deferred();
    if (read.certainty() == Certainty.MUST) {
      sum.certainty = Certainty.MUST;
    }
    sum.ranges.add(read.ranges());
  }

  private void addWrite(String name, NameWrite write) {
    WriteSum sum = writes.computeIfAbsent(name, n -> new WriteSum());
    if (write.certainty() == Certainty.MUST) {
      sum.must = true;
      sum.bound = write.binds() && !write.deletes();
    } else {
      sum.bound |= write.binds();
    }
    sum.ranges.add(write.ranges());
  }

  private void addMutation(String name, NameMutation mutation) {
    boolean others = mutation.sources().isEmpty();
    for (int unit : mutation.sources()) {
      others |= flow.cellOf(unit) != cell;
    }
    if (!others) {
      // Made here: nobody else has seen it unchanged.
      return;
    }
    Mutation next = new Mutation(name, mutation.certainty(), mutation.how(), mutation.ranges());
    mutations.merge(name, next, EffectsBuilder::join);
  }

  private static Mutation join(Mutation a, Mutation b) {
    Certainty certainty =
        a.certainty() == Certainty.MUST || b.certainty() == Certainty.MUST
            ? Certainty.MUST
            : Certainty.MAY;
    List<SourceRange> ranges = new ArrayList<>(a.ranges());
    ranges.addAll(b.ranges());
    return new Mutation(a.name(), certainty, a.how(), ranges.stream().distinct().toList());
  }

  private void addFile(FileAccess access) {
    FileEffect next =
        new FileEffect(
            access.path(),
            access.mode(),
            access.certainty(),
            access.observable(),
            List.of(access.range()));
    files.putIfAbsent(access.path().orElse("") + "\n" + access.mode(), next);
  }

  private void addAmbient(AmbientAccess access) {
    AmbientEffect known = ambient.get(access.name());
    // After a sure write of its own the cell sees no one else's.
    EffectMode mode =
        known == null || known.mode() == access.mode()
            ? access.mode()
            : known.mode() == EffectMode.WRITE ? EffectMode.WRITE : EffectMode.READ_WRITE;
    Certainty certainty =
        known != null && known.certainty() == Certainty.MUST ? Certainty.MUST : access.certainty();
    List<SourceRange> ranges = new ArrayList<>(known == null ? List.of() : known.ranges());
    ranges.addAll(access.ranges());
    ambient.put(
        access.name(),
        new AmbientEffect(access.name(), mode, certainty, ranges.stream().distinct().toList()));
  }

  private void addOpenWorld(OpenNames world) {
    OpenWorld next =
        new OpenWorld(world.reads(), world.writes(), world.reason(), List.of(world.range()));
    openWorld =
        Optional.of(
            openWorld
                .map(
                    known ->
                        new OpenWorld(
                            known.reads() || next.reads(),
                            known.writes() || next.writes(),
                            known.reason(),
                            known.ranges()))
                .orElse(next));
  }

  private static List<Integer> list(BitSet cells) {
    if (cells.isEmpty()) {
      return List.of();
    }
    List<Integer> all = new ArrayList<>(cells.cardinality());
    for (int i = cells.nextSetBit(0); i >= 0; i = cells.nextSetBit(i + 1)) {
      all.add(i);
    }
    return all;
  }

  private CellEffects build(boolean runnable, List<String> defined) {
    List<Read> readList = new ArrayList<>();
    reads.forEach(
        (name, sum) ->
            readList.add(
                new Read(name, sum.certainty, sum.deferred, list(sum.from), sum.ranges.list())));
    List<Write> writeList = new ArrayList<>();
    List<Delete> deleteList = new ArrayList<>();
    writes.forEach(
        (name, sum) -> {
          Certainty certainty = sum.must ? Certainty.MUST : Certainty.MAY;
          List<SourceRange> ranges = sum.ranges.list();
          if (sum.bound) {
            writeList.add(new Write(name, certainty, ranges));
          } else {
            deleteList.add(new Delete(name, certainty, ranges));
          }
        });
    return new CellEffects(
        readList,
        writeList,
        List.copyOf(mutations.values()),
        deleteList,
        List.copyOf(files.values()),
        List.copyOf(ambient.values()),
        List.copyOf(external.values()),
        openWorld,
        dynamicNames,
        runnable,
        defined);
  }
}
