package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Look;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * What one unit, a top-level statement at its place in the notebook, does. Other units are named by
 * their number, in the order of the notebook.
 */
public final class UnitEffects {
  private final int number;
  private final int cell;
  private final CellFacts facts;
  private final int statement;

  /** What was noted of it while it was walked. */
  final EffectNotes notes;

  /**
   * @param facts those of its cell
   * @param statement its place in the cell
   */
  UnitEffects(int number, int cell, CellFacts facts, int statement) {
    this(number, cell, facts, statement, new EffectNotes());
  }

  private UnitEffects(int number, int cell, CellFacts facts, int statement, EffectNotes notes) {
    this.number = number;
    this.cell = cell;
    this.facts = facts;
    this.statement = statement;
    this.notes = notes;
  }

  /** The same effects, its cell now standing elsewhere. */
  UnitEffects in(int index) {
    return index == cell ? this : new UnitEffects(number, index, facts, statement, notes);
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

  public Map<String, NameRead> reads() {
    return notes.reads;
  }

  public Map<String, NameWrite> writes() {
    return notes.writes;
  }

  public Map<String, NameMutation> mutations() {
    return notes.mutations;
  }

  public List<FileAccess> files() {
    return notes.files;
  }

  public Map<String, AmbientAccess> ambient() {
    return notes.ambient;
  }

  public Map<String, OutsideEffect> external() {
    return notes.external;
  }

  public List<MissingName> missing() {
    return notes.missing;
  }

  public Optional<OpenNames> openWorld() {
    return Optional.ofNullable(notes.openWorld);
  }

  /** Tells the numbers of all units that it names, itself perhaps; some more than once. */
  public void sources(IntConsumer all) {
    if (!notes.reads.isEmpty()) {
      for (NameRead read : notes.reads.values()) {
        each(read.writers, all);
        each(read.mutators, all);
      }
    }
    if (!notes.mutations.isEmpty()) {
      notes.mutations.values().forEach(change -> change.sources().forEach(all::accept));
    }
    for (FileAccess file : notes.files) {
      file.from().forEach(all::accept);
      file.after().forEach(all::accept);
    }
    if (!notes.ambient.isEmpty()) {
      notes.ambient.values().forEach(access -> access.from().forEach(all::accept));
    }
    if (!notes.external.isEmpty()) {
      notes.external.values().forEach(effect -> effect.after().forEach(all::accept));
    }
  }

  private static void each(int[] numbers, IntConsumer all) {
    for (int number : numbers) {
      all.accept(number);
    }
  }

  /** Whether the code looks names up that its text does not show. */
  public boolean dynamicNames() {
    return notes.dynamicNames;
  }

  /** What it sees of the spelling of the code that it uses: the masks of {@link Look}s. */
  public int looks() {
    return notes.looks;
  }

  /** The numbers of the cells whose texts it looks at, ascending: In[3] is that of the third. */
  public List<Integer> sources() {
    return Ints.list(notes.sources);
  }

  /** Whether it looks at the texts of all cells above. */
  public boolean looksAtAllSources() {
    return notes.sources.length > 0
        && notes.sources[notes.sources.length - 1] == EffectNotes.ALL_SOURCES;
  }

  /** The statement, with its place among those of the cell. */
  public CellFacts facts() {
    return facts;
  }

  /** The place of the statement in the cell. */
  public int statement() {
    return statement;
  }
}
