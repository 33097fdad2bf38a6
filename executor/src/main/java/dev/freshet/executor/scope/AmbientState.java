package dev.freshet.executor.scope;

/**
 * A piece of interpreter state after a cell changed it.
 *
 * @param version the execution that left it so
 */
public record AmbientState(String name, String fingerprint, Bytes state, String version) {}
