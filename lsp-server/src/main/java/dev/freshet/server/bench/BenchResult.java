package dev.freshet.server.bench;

/**
 * One line of the table: our figure beside the peer's; a ratio above 1 means that we are better,
 * and {@code target} is the ratio we promise.
 */
public record BenchResult(
    String name, String unit, Sample ours, Peer peer, double ratio, double target) {
  /** The figures of what we compare with. */
  public record Peer(String name, Sample sample) {}
}
