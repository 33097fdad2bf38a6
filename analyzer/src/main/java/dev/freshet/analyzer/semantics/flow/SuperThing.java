package dev.freshet.analyzer.semantics.flow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code super()} yields: an object seen as its class's bases see it. */
final class SuperThing extends Thing {
  final Thing self;
  final ClassThing above;

  SuperThing(Thing self, ClassThing above) {
    super("super");
    this.self = self;
    this.above = above;
    put("__self__", Value.of(self));
  }

  @Override
  void parts(Consumer<@Nullable Object> consumer) {
    super.parts(consumer);
    consumer.accept(above);
  }
}
