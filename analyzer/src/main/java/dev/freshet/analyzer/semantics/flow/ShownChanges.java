package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds, at the end of a unit, the names that show what it changed. */
final class ShownChanges {
  private final Interpreter in;
  private int stamp;

  ShownChanges(Interpreter in) {
    this.in = in;
  }

  /** Puts the changes of objects down to names, and settles which bindings are certain. */
  void endUnit() {
    UnitEffects unit = in.unit;
    unit.notes.takeChanges().forEach(this::show);
    for (Map.Entry<String, NameWrite> entry : unit.writes().entrySet()) {
      Binding now = in.notebook.vars.get(entry.getKey());
      NameWrite write = entry.getValue();
      write.must = now != null && now.isOnlyBy(unit.number()) && (!now.unbound() || !write.binds);
    }
  }

  private void show(Thing thing, ThingChange change) {
    int mark = ++stamp;
    List<NameSlot> names = new ArrayList<>(2);
    thing.markUp(mark, names::add);
    if (names.size() > 1) {
      // Holders come in the order in which statements were walked, and more than once.
      names = new ArrayList<>(new TreeSet<>(names));
    }
    for (NameSlot slot : names) {
      Binding binding = (Binding) in.trail.get(slot);
      if (binding != null && isMarked(binding.value(), mark)) {
        show(slot, binding, change);
      }
    }
  }

  private void show(NameSlot slot, Binding binding, ThingChange change) {
    int number = in.unit.number();
    if (!slot.space.notebook) {
      Modules.changed(in, slot, change);
    } else if (!binding.isOnlyBy(number)) {
      boolean surely = change.must && binding.value().things.length == 1;
      in.unit.notes.mutates(slot.name, change, surely, binding.writers());
      slot.space.vars.put(slot.name, binding.mutatedBy(number));
    }
  }

  private static boolean isMarked(Value value, int mark) {
    for (Thing thing : value.things) {
      if (thing.isMarked(mark)) {
        return true;
      }
    }
    return false;
  }
}
