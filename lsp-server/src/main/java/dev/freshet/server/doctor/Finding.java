package dev.freshet.server.doctor;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param remedy what to do, where something is to be done
 */
public record Finding(State state, String what, String found, Optional<String> remedy) {
  /** How good it is. */
  public enum State {
    GOOD,
    /** Freshet works, but not as well as it could. */
    WEAK,
    /** Freshet cannot run notebooks. */
    MISSING
  }

  static Finding good(String what, String found) {
    return new Finding(State.GOOD, what, found, Optional.empty());
  }

  static Finding weak(String what, String found, String remedy) {
    return new Finding(State.WEAK, what, found, Optional.of(remedy));
  }

  static Finding missing(String what, String found, String remedy) {
    return new Finding(State.MISSING, what, found, Optional.of(remedy));
  }

  public boolean usable() {
    return state != State.MISSING;
  }
}
