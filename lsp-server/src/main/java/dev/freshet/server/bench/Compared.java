package dev.freshet.server.bench;

import java.util.List;

/** Makes a line of the table from two lists of measurements; the ratio is that of the minima. */
final class Compared {
  private Compared() {}

  static BenchResult of(
      String name,
      String unit,
      List<Double> ours,
      String peerName,
      List<Double> peers,
      double target) {
    Sample us = sample(ours);
    Sample them = sample(peers);
    return new BenchResult(
        name, unit, us, new BenchResult.Peer(peerName, them), them.min() / us.min(), target);
  }

  private static Sample sample(List<Double> values) {
    return Sample.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
