package dev.freshet.executor.config;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes for people, in powers of 1000. */
public final class Sizes {
  private static final String UNITS = "kMGT";
  private static final Pattern WRITTEN =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([kKmMgGtT]?)(i?)[bB]?\\s*");

  private Sizes() {}

  /** Such as {@code 812 B}, {@code 3.4 MB}, {@code 20 GB}. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit + 1 < UNITS.length()) {
      value /= 1000;
      unit++;
    }
    if (unit < 0) {
      return bytes + " B";
    }
    String number = String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
    return number.replace(".0", "") + " " + UNITS.charAt(unit) + "B";
  }

  /**
   * Reads what people write: {@code 500MB}, {@code 2 GiB}, {@code 1000}; empty if it is no size.
   */
  public static OptionalLong parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    String letter = matcher.group(2).toLowerCase(Locale.ROOT);
    int power = letter.isEmpty() ? 0 : 1 + "kmgt".indexOf(letter);
    double base = matcher.group(3).isEmpty() ? 1000 : 1024;
    return OptionalLong.of((long) (Double.parseDouble(matcher.group(1)) * Math.pow(base, power)));
  }
}
