package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a notebook with the outcomes of their statements, and the abstract state after some
 * of them. For another version of the notebook it goes back to where that differs, and on from
 * there: outcomes of statements that look at nothing that differs are applied as they are, and when
 * no difference is left it stops.
 */
final class History {
  private final Walker walker;
  private final Differences differences = new Differences();
  private final int step;
  private List<WalkedCell> cells = List.of();

  /** The statements whose changes the state shows, in order. */
  private final ArrayList<Outcome> done = new ArrayList<>();

  /** The other statements of the version before, in order. */
  private final Deque<Outcome> ahead = new ArrayDeque<>();

  private int keys;

  // Numbers of statements ascend, with room between them for statements to come.
  private static final int WIDEST = 1 << 14;

  /** Two statements follow each other so closely that none can be numbered between them. */
  static final class NoRoom extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * @param statements how many statements there will be
   */
  History(Interpreter in, int statements) {
    walker = new Walker(in);
    step = Math.max(1, Math.min(WIDEST, Integer.MAX_VALUE / 2 / (statements + 1)));
  }

  List<@Nullable CellFacts> facts() {
    List<@Nullable CellFacts> facts = new ArrayList<>(cells.size());
    cells.forEach(cell -> facts.add(cell.facts));
    return facts;
  }

  List<List<UnitEffects>> effects() {
    List<List<UnitEffects>> effects = new ArrayList<>(cells.size());
    cells.forEach(cell -> effects.add(cell.effects()));
    return effects;
  }

  /** Goes over to another version. */
  void update(List<@Nullable CellFacts> now) throws NoRoom {
    List<WalkedCell> old = cells;
    int[] was = Alignment.cells(facts(), now);
    int head = Alignment.head(facts(), now);
    int tail = now.size() - Alignment.tail(facts(), now, head);
    List<WalkedCell> next = new ArrayList<>(now.size());
    int executed = 0;
    for (WalkedCell cell : old.subList(0, head)) {
      next.add(cell);
      executed += cell.isExecuted() ? 1 : 0;
    }
    if (head < old.size() || head < now.size()) {
      goTo(next);
    }
    int from = head;
    for (int i = head; i < now.size(); i++) {
      WalkedCell before = was[i] == Alignment.NONE ? null : old.get(was[i]);
      for (; before != null && from < was[i]; from++) {
        drop(old.get(from).outcomes.size());
      }
      from += before == null ? 0 : 1;
      boolean settled =
          i >= tail && before != null && differences.isEmpty() && before.executed == executed;
      WalkedCell cell = settled && before != null ? before : cell(before, now.get(i), i, executed);
      cell.moveTo(i);
      next.add(cell);
      executed += cell.isExecuted() ? 1 : 0;
    }
    for (; from < old.size(); from++) {
      drop(old.get(from).outcomes.size());
    }
    differences.forget();
    cells = next;
  }

  /** Brings the state to where the given cells have been walked. */
  private void goTo(List<WalkedCell> head) {
    int count = 0;
    for (WalkedCell cell : head) {
      count += cell.outcomes.size();
    }
    while (done.size() > count) {
      Outcome last = done.remove(done.size() - 1);
      Trail.undo(last);
      ahead.addFirst(last);
    }
    while (done.size() < count) {
      apply(ahead.remove());
    }
  }

  private void apply(Outcome outcome) {
    Trail.redo(outcome);
    done.add(outcome);
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      differences.gone(ahead.remove());
    }
  }

  private WalkedCell cell(
      @Nullable WalkedCell before, @Nullable CellFacts facts, int index, int executed)
      throws NoRoom {
    int key = before == null ? keys++ : before.key;
    WalkedCell cell = new WalkedCell(key, facts, index, executed);
    int known = before == null ? 0 : before.outcomes.size();
    int used = 0;
    if (facts != null) {
      int[] was = before == null ? new int[0] : Alignment.statements(before.outcomes, facts);
      boolean goesOn = true;
      for (int i = 0; goesOn && i < facts.statements().size(); i++) {
        int place = i < was.length ? was[i] : Alignment.NONE;
        for (; used < place; used++) {
          drop(1);
        }
        used += place < 0 ? 0 : 1;
        goesOn = !statement(cell, i, place < 0 ? null : ahead.remove()).ends;
      }
    }
    drop(known - used);
    return cell;
  }

  private Outcome statement(WalkedCell cell, int index, @Nullable Outcome old) throws NoRoom {
    Surrounding at = cell.surrounding(index);
    Outcome now;
    if (old != null && old.holdsAt(at) && (differences.isEmpty() || !old.isAffected())) {
      now = old;
      now.at = at;
      differences.pass(now);
      apply(now);
    } else {
      now = walk(cell, at, old);
    }
    cell.outcomes.add(now);
    return now;
  }

  private Outcome walk(WalkedCell cell, Surrounding at, @Nullable Outcome old) throws NoRoom {
    Outcome now = walker.walk(cell, at, old == null ? number() : old.number());
    if (old == null) {
      walker.keep();
      differences.came(now);
    } else if (walker.isSame(old, now)) {
      Trail.undo(now);
      now.changeAs(old);
      differences.pass(now);
      Trail.redo(now);
    } else {
      walker.keep();
      differences.changed(old, now);
    }
    done.add(now);
    return now;
  }

  /** A number for a statement that comes next. */
  private int number() throws NoRoom {
    int above = done.isEmpty() ? 0 : done.get(done.size() - 1).number();
    Outcome next = ahead.peek();
    int room = (next == null ? Integer.MAX_VALUE : next.number()) - above;
    if (room < 2) {
      throw new NoRoom();
    }
    return above + Math.min(step, room / 2);
  }
}
