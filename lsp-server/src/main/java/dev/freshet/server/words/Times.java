package dev.freshet.server.words;

import java.util.Locale;

/** Durations for people. */
public final class Times {
  private Times() {}

  /** Such as {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. */
  public static String of(double millis) {
    if (millis < 999.5) {
      return String.format(Locale.ROOT, "%.0f ms", millis);
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000);
    }
    long seconds = Math.round(millis / 1000);
    return seconds / 60 + " min " + seconds % 60 + " s";
  }
}
