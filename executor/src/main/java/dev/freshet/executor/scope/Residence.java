package dev.freshet.executor.scope;

/**
 * That values live only in the worker that made them.
 *
 * @param reason why, for people
 * @param finalizer whether something inside has a finalizer, so that who lets go of it runs code
 */
public record Residence(String reason, boolean finalizer) {
  public static Residence because(String reason) {
    return new Residence(reason, false);
  }
}
