package dev.freshet.executor.session;

import java.util.List;

/** The next state, and what is to be done about it, in order. */
public record Transition(SessionState state, List<Effect> effects) {
  public Transition {
    effects = List.copyOf(effects);
  }
}
