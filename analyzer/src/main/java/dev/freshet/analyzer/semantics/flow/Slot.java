package dev.freshet.analyzer.semantics.flow;

import org.jspecify.annotations.Nullable;

/** A place that holds one immutable value; null when there is nothing in it. */
abstract class Slot extends Place {
  /** The larger place that differs when this one does. */
  private final @Nullable Place whole;

  @Nullable Object value;

  /** The walk that wrote it last. */
  int writtenBy;

  /** While it is dirty: its value when the former walk came to this statement. */
  @Nullable Object former;

  /** A slot of which the place it is in is all that is known. */
  private static final class Plain extends Slot {
    Plain(@Nullable Place whole) {
      super(whole);
    }
  }

  static Slot in(@Nullable Place whole) {
    return new Plain(whole);
  }

  Slot(@Nullable Place whole) {
    this.whole = whole;
  }

  final void soil(@Nullable Object then) {
    former = then;
    if (dirty == 0) {
      dirty = 1;
      if (whole != null) {
        whole.dirty++;
      }
    }
  }

  final void clean() {
    former = null;
    if (dirty > 0) {
      dirty = 0;
      if (whole != null) {
        whole.dirty--;
      }
    }
  }
}
