package dev.freshet.server.bench;

import java.util.OptionalDouble;

/**
 * One line of the table: our figure beside the peer's; a ratio above 1 means that we are better,
 * and {@code target} is the ratio we promise.
 *
 * @param most what our own minimum should not exceed, where that is promised
 */
public record BenchResult(
    String name,
    String unit,
    Sample ours,
    Peer peer,
    double ratio,
    double target,
    OptionalDouble most) {
  /** The figures of what we compare with. */
  public record Peer(String name, Sample sample) {}

  BenchResult(String name, String unit, Sample ours, Peer peer, double ratio, double target) {
    this(name, unit, ours, peer, ratio, target, OptionalDouble.empty());
  }

  BenchResult atMost(double bound) {
    return new BenchResult(name, unit, ours, peer, ratio, target, OptionalDouble.of(bound));
  }
}
