package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A class whose code is known; its fields are the class attributes. */
final class ClassThing extends Thing {
  final String name;
  final List<Thing> bases = new ArrayList<>();

  /** The annotated names of the body, in order: the parameters of a data class. */
  final List<String> annotated = new ArrayList<>();

  /** What makes the value of a data class's field when none is given. */
  final Map<String, Value> factories = new HashMap<>(2);

  /** The field of the class's own class, if it is the notebook's. */
  static final String META = "(metaclass)";

  private static final int DEEPEST = 12;

  ClassThing(String name) {
    super("type");
    this.name = name;
  }

  @Override
  void parts(Consumer<@Nullable Object> consumer) {
    super.parts(consumer);
    bases.forEach(consumer);
    factories.values().forEach(consumer);
  }

  /** The parameters of a data class: those of its bases first. */
  List<String> parameters() {
    List<String> all = new ArrayList<>();
    for (Thing base : bases) {
      if (base instanceof ClassThing known && !known.equals(this) && all.size() < 256) {
        all.addAll(known.parameters());
      }
    }
    annotated.stream().filter(name -> !all.contains(name)).forEach(all::add);
    return all;
  }

  /** The attribute of the class that this class is an instance of. */
  @Nullable Value ofMeta(String attribute) {
    Value meta = lookUp(META);
    for (Thing thing : meta == null ? Value.ATOM.things : meta.things) {
      Value found = thing instanceof ClassThing type ? type.lookUp(attribute) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What makes the value of a field, if this class or a base says so. */
  @Nullable Value factory(String field) {
    Value found = factories.get(field);
    for (int i = 0; found == null && i < bases.size(); i++) {
      found = bases.get(i) instanceof ClassThing known ? known.factory(field) : null;
    }
    return found;
  }

  /** The attribute of this class or the nearest base that has it. */
  @Nullable Value lookUp(String attribute) {
    return lookUp(attribute, 0);
  }

  private @Nullable Value lookUp(String attribute, int depth) {
    Value own = field(attribute);
    return own != null || depth > DEEPEST ? own : inherited(attribute, depth + 1);
  }

  /** The attribute of the nearest base that has it. */
  @Nullable Value inherited(String attribute) {
    return inherited(attribute, 0);
  }

  private @Nullable Value inherited(String attribute, int depth) {
    for (Thing base : bases) {
      Value found = base instanceof ClassThing known ? known.lookUp(attribute, depth) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The qualified name of the nearest base from a library; {@code object} when there is none. */
  String libraryBase() {
    return libraryBase(0);
  }

  private String libraryBase(int depth) {
    for (Thing base : bases) {
      if (base instanceof LibraryThing library) {
        return library.path.replace("builtins.", "");
      }
      if (base instanceof ClassThing known && depth < DEEPEST) {
        String found = known.libraryBase(depth + 1);
        if (!found.equals("object")) {
          return found;
        }
      } else if (base.isUnknown()) {
        return UNKNOWN;
      }
    }
    return "object";
  }
}
