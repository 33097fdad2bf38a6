package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Functions with some of their arguments given beforehand. */
final class Partials {
  private static final String TYPE = "functools.partial";
  private static final String FUNCTION = "func";
  private static final String GIVEN = "args";
  private static final String KEYWORDS = "keywords";

  private Partials() {}

  static boolean is(Thing thing) {
    return thing.type.equals(TYPE) && thing.field(FUNCTION) != null;
  }

  /** {@code partial(function, *args, **keywords)} */
  static Value of(Args args) {
    Thing made = new ObjectThing(TYPE);
    List<Value> positional = args.positional();
    made.put(FUNCTION, positional.isEmpty() ? Value.ATOM : positional.get(0));
    Thing given = new ObjectThing("tuple");
    for (int i = 1; i < positional.size(); i++) {
      given.put(String.format("%03d", i), positional.get(i));
    }
    made.put(GIVEN, Value.of(given));
    Thing keywords = new ObjectThing("dict");
    args.keywords().forEach(keywords::put);
    made.put(KEYWORDS, Value.of(keywords));
    return Value.of(made);
  }

  static Value function(Thing partial) {
    Value function = partial.field(FUNCTION);
    return function == null ? Value.ATOM : function;
  }

  /** The arguments of the call, after those that were given. */
  static Args arguments(Thing partial, Args call) {
    List<Value> positional = new ArrayList<>();
    each(partial, GIVEN, (place, value) -> positional.add(value));
    positional.addAll(call.positional());
    Map<String, Value> keywords = new LinkedHashMap<>();
    each(partial, KEYWORDS, keywords::put);
    keywords.putAll(call.keywords());
    return new Args(positional, keywords, call.rest(), call.loose());
  }

  private static void each(Thing partial, String field, BiConsumer<String, Value> use) {
    Value value = partial.field(field);
    if (value != null) {
      for (Thing thing : value.things) {
        for (Map.Entry<String, Object> entry : thing.content().entrySet()) {
          if (entry.getValue() instanceof Value part) {
            use.accept(entry.getKey(), part);
          }
        }
      }
    }
  }
}
