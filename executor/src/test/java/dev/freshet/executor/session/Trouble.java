package dev.freshet.executor.session;

import java.util.List;

/**
 * What goes wrong, or is asked for, while cells run.
 *
 * @param perThousand how many turns of a thousand bring trouble
 */
record Trouble(int perThousand) {
  static final Trouble NONE = new Trouble(0);
  static final List<Kind> KINDS = List.of(Kind.values());

  /** One kind of it. */
  enum Kind {
    INTERRUPT,
    WORKER_DIES,
    ZYGOTE_DIES,
    RESTART,
    EDIT,
    REQUEST,
    MEMORY
  }
}
