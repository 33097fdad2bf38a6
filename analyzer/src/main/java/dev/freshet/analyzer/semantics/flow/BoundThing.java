package dev.freshet.analyzer.semantics.flow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A method taken from its object: a function with its first argument, or a library's by name. */
final class BoundThing extends Thing {
  final Thing receiver;
  final @Nullable FunctionThing function;
  final String name;

  BoundThing(Thing receiver, @Nullable FunctionThing function, String name) {
    super("method");
    this.receiver = receiver;
    this.function = function;
    this.name = name;
    put("__self__", Value.of(receiver));
  }

  @Override
  void parts(Consumer<@Nullable Object> consumer) {
    super.parts(consumer);
    consumer.accept(function);
  }
}
