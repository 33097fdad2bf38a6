package dev.freshet.analyzer.semantics;

import java.util.Set;

/**
 * How the names of one function, lambda, class or module body are bound.
 *
 * @param locals names bound by the body itself, parameters counted
 * @param globals names that the body declares to be the module's
 * @param nonlocals names that the body declares to be an outer function's
 * @param mentioned every name that the body or a function in it reads
 * @param generator whether the body has a {@code yield} of its own
 */
public record Scope(
    Set<String> locals,
    Set<String> globals,
    Set<String> nonlocals,
    Set<String> mentioned,
    boolean generator) {}
