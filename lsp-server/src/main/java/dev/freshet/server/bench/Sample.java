package dev.freshet.server.bench;

import java.util.Arrays;

/** The spread of repeated measurements: median, minimum and how many. */
public record Sample(double median, double min, int n) {
  /** Summarises at least one measurement. */
  public static Sample of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Sample(median, sorted[0], sorted.length);
  }
}
