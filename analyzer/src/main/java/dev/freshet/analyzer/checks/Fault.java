package dev.freshet.analyzer.checks;

import java.util.OptionalInt;

/**
 * A check that failed: a fault of Freshet, not of the notebook. The findings of the other checks
 * stand.
 *
 * @param rule what it looks for
 * @param cell the cell that it looked at, if it looks at one at a time
 */
public record Fault(Rule rule, OptionalInt cell, RuntimeException cause) {
  Fault in(int index) {
    return new Fault(rule, OptionalInt.of(index), cause);
  }
}
