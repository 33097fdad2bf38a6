package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.Look;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What one unit, a top-level statement at its place in the notebook, does. Other units are named by
 * their number, in the order of the notebook.
 */
public final class UnitEffects {
  private final int number;
  private final int cell;
  private final CellFacts facts;
  private final int statement;

  // Most statements do few kinds of things: each is made when there is something to put into it.
  private Map<String, Read> reads = Map.of();
  private Map<String, Write> writes = Map.of();
  private Map<String, Mutation> mutations = Map.of();
  private Map<Thing, Change> changes = Map.of();
  private List<FileAccess> files = List.of();
  private Map<String, AmbientAccess> ambient = Map.of();
  private Map<String, External> external = Map.of();
  private List<Missing> missing = List.of();
  private @Nullable OpenWorld openWorld;
  private boolean dynamicNames;
  private int looks;
  private int[] sources = Ints.NONE;

  /** Stands for the texts of all cells above. */
  static final int ALL_SOURCES = Integer.MAX_VALUE;

  /** A look-up of a global name that other units bind. */
  public static final class Read {
    boolean must;
    boolean deferred = true;
    boolean maybeUnbound;
    boolean annotates = true;
    int[] writers = Ints.NONE;
    int[] mutators = Ints.NONE;
    final List<SourceRange> ranges = new ArrayList<>(2);

    public Certainty certainty() {
      return must ? Certainty.MUST : Certainty.MAY;
    }

    /** Whether only code of other cells, called here, reads the name. */
    public boolean deferred() {
      return deferred;
    }

    /** The units that may have bound it, ascending. */
    public int[] writers() {
      return writers.clone();
    }

    /** The units that may have changed its object since it was bound, ascending. */
    public int[] mutators() {
      return mutators.clone();
    }

    /** Writers and mutators, ascending. */
    public int[] sources() {
      return Ints.union(writers, mutators);
    }

    /** Whether only annotations mention the name. */
    public boolean annotates() {
      return annotates;
    }

    public List<SourceRange> ranges() {
      return Collections.unmodifiableList(ranges);
    }
  }

  /** A binding or deletion of a global name. */
  public static final class Write {
    boolean must = true;
    boolean deletes;
    boolean binds;
    final List<SourceRange> ranges = new ArrayList<>(2);

    public Certainty certainty() {
      return must ? Certainty.MUST : Certainty.MAY;
    }

    public boolean deletes() {
      return deletes;
    }

    public boolean binds() {
      return binds;
    }

    public List<SourceRange> ranges() {
      return Collections.unmodifiableList(ranges);
    }
  }

  /** A change of an abstract object, before the names that show it are known. */
  static final class Change {
    boolean must;
    final String how;
    final List<SourceRange> ranges = new ArrayList<>(2);

    Change(String how) {
      this.how = how;
    }
  }

  /** A change of what a global name shows; {@code sources}: units that may have bound it. */
  public record Mutation(
      Certainty certainty, String how, List<SourceRange> ranges, List<Integer> sources) {
    public Mutation {
      ranges = List.copyOf(ranges);
      sources = List.copyOf(sources);
    }
  }

  /**
   * A file access.
   *
   * @param from units whose writes it may see
   * @param after further units that must come first
   */
  public record FileAccess(
      Optional<String> path,
      EffectMode mode,
      Certainty certainty,
      boolean observable,
      SourceRange range,
      List<Integer> from,
      List<Integer> after) {
    public FileAccess {
      from = List.copyOf(from);
      after = List.copyOf(after);
    }
  }

  /** An access to interpreter state; {@code from}: units whose changes it may see. */
  public record AmbientAccess(
      String name,
      EffectMode mode,
      Certainty certainty,
      List<SourceRange> ranges,
      List<Integer> from) {
    public AmbientAccess {
      ranges = List.copyOf(ranges);
      from = List.copyOf(from);
    }
  }

  /** An effect on the world outside, after the units given. */
  public record External(String what, Certainty certainty, SourceRange range, List<Integer> after) {
    public External {
      after = List.copyOf(after);
    }
  }

  /** A name that no unit before binds. */
  public record Missing(String name, SourceRange range, Certainty certainty, boolean deferred) {}

  /** Why any name may be read or written. */
  public record OpenWorld(boolean reads, boolean writes, String reason, SourceRange range) {}

  private UnitEffects(UnitEffects other, int cell) {
    number = other.number;
    this.cell = cell;
    facts = other.facts;
    statement = other.statement;
    reads = other.reads;
    writes = other.writes;
    mutations = other.mutations;
    files = other.files;
    ambient = other.ambient;
    external = other.external;
    missing = other.missing;
    openWorld = other.openWorld;
    dynamicNames = other.dynamicNames;
    looks = other.looks;
    sources = other.sources;
  }

  /** The same effects, its cell now standing elsewhere. */
  UnitEffects in(int index) {
    return index == cell ? this : new UnitEffects(this, index);
  }

  /**
   * @param facts those of its cell
   * @param statement its place in the cell
   */
  UnitEffects(int number, int cell, CellFacts facts, int statement) {
    this.number = number;
    this.cell = cell;
    this.facts = facts;
    this.statement = statement;
  }

  private static <K, V> Map<K, V> open(Map<K, V> map) {
    return map.isEmpty() ? new LinkedHashMap<>(4) : map;
  }

  private static <T> List<T> open(List<T> list) {
    return list.isEmpty() ? new ArrayList<>(2) : list;
  }

  public int number() {
    return number;
  }

  /** The index of the unit's cell. */
  public int cell() {
    return cell;
  }

  /** The digest of the statement. */
  public String digest() {
    return facts.statementDigest(statement);
  }

  /** The digest of what the statement does. */
  public String meaning() {
    return facts.meaning(statement, 0);
  }

  public Map<String, Read> reads() {
    return reads.isEmpty() ? Map.of() : Collections.unmodifiableMap(reads);
  }

  public Map<String, Write> writes() {
    return writes.isEmpty() ? Map.of() : Collections.unmodifiableMap(writes);
  }

  public Map<String, Mutation> mutations() {
    return mutations.isEmpty() ? Map.of() : Collections.unmodifiableMap(mutations);
  }

  public List<FileAccess> files() {
    return Collections.unmodifiableList(files);
  }

  public Map<String, AmbientAccess> ambient() {
    return ambient.isEmpty() ? Map.of() : Collections.unmodifiableMap(ambient);
  }

  public Map<String, External> external() {
    return external.isEmpty() ? Map.of() : Collections.unmodifiableMap(external);
  }

  public List<Missing> missing() {
    return Collections.unmodifiableList(missing);
  }

  public Optional<OpenWorld> openWorld() {
    return Optional.ofNullable(openWorld);
  }

  /** Tells the numbers of all units that it names, itself perhaps; some more than once. */
  public void sources(IntConsumer all) {
    if (!reads.isEmpty()) {
      for (Read read : reads.values()) {
        each(read.writers, all);
        each(read.mutators, all);
      }
    }
    if (!mutations.isEmpty()) {
      mutations.values().forEach(change -> change.sources().forEach(all::accept));
    }
    for (FileAccess file : files) {
      file.from().forEach(all::accept);
      file.after().forEach(all::accept);
    }
    if (!ambient.isEmpty()) {
      ambient.values().forEach(access -> access.from().forEach(all::accept));
    }
    if (!external.isEmpty()) {
      external.values().forEach(effect -> effect.after().forEach(all::accept));
    }
  }

  private static void each(int[] numbers, IntConsumer all) {
    for (int number : numbers) {
      all.accept(number);
    }
  }

  /** Whether the code looks names up that its text does not show. */
  public boolean dynamicNames() {
    return dynamicNames;
  }

  /** What it sees of the spelling of the code that it uses: the masks of {@link Look}s. */
  public int looks() {
    return looks;
  }

  /** The numbers of the cells whose texts it looks at, ascending: In[3] is that of the third. */
  public List<Integer> sources() {
    return Ints.list(sources);
  }

  /** Whether it looks at the texts of all cells above. */
  public boolean looksAtAllSources() {
    return sources.length > 0 && sources[sources.length - 1] == ALL_SOURCES;
  }

  /** The statement, with its place among those of the cell. */
  public CellFacts facts() {
    return facts;
  }

  /** The place of the statement in the cell. */
  public int statement() {
    return statement;
  }

  void looksAt(int masks) {
    looks |= masks;
  }

  void looksAtSource(int number) {
    sources = Ints.add(sources, number);
  }

  Read read(String name) {
    Read known = reads.get(name);
    if (known == null) {
      known = new Read();
      reads = open(reads);
      reads.put(name, known);
    }
    return known;
  }

  Write write(String name) {
    Write known = writes.get(name);
    if (known == null) {
      known = new Write();
      writes = open(writes);
      writes.put(name, known);
    }
    return known;
  }

  /** What becomes of the change of an object. */
  Change change(Thing thing, String how) {
    Change known = changes.get(thing);
    if (known == null) {
      known = new Change(how);
      changes = open(changes);
      changes.put(thing, known);
    }
    return known;
  }

  /** The objects that it changed, which it forgets. */
  Map<Thing, Change> takeChanges() {
    Map<Thing, Change> taken = changes;
    changes = Map.of();
    return taken;
  }

  void mutates(String name, Change change, boolean surely, int[] writers) {
    Certainty certainty = surely ? Certainty.MUST : Certainty.MAY;
    mutations = open(mutations);
    mutations.putIfAbsent(
        name, new Mutation(certainty, change.how, change.ranges, Ints.list(writers)));
  }

  void add(FileAccess access) {
    for (FileAccess known : files) {
      if (known.path().equals(access.path()) && known.mode() == access.mode()) {
        return;
      }
    }
    files = open(files);
    files.add(access);
  }

  void add(AmbientAccess access) {
    AmbientAccess known = ambient.get(access.name());
    if (known == null) {
      ambient = open(ambient);
      ambient.put(access.name(), access);
    } else if (known.mode() != access.mode()) {
      // Read after its own write, or written after being read: the first look decides the sources.
      EffectMode mode = known.mode() == EffectMode.WRITE ? EffectMode.WRITE : EffectMode.READ_WRITE;
      Certainty certainty =
          known.certainty() == Certainty.MUST ? Certainty.MUST : access.certainty();
      ambient.put(
          access.name(),
          new AmbientAccess(access.name(), mode, certainty, known.ranges(), known.from()));
    }
  }

  void add(External effect) {
    external = open(external);
    external.putIfAbsent(effect.what(), effect);
  }

  void add(Missing name) {
    missing = open(missing);
    missing.add(name);
  }

  void open(OpenWorld world) {
    dynamicNames = true;
    OpenWorld known = openWorld;
    openWorld =
        known == null
            ? world
            : new OpenWorld(
                known.reads() || world.reads(),
                known.writes() || world.writes(),
                known.reason(),
                known.range());
  }

  void looksNamesUp() {
    dynamicNames = true;
  }
}
