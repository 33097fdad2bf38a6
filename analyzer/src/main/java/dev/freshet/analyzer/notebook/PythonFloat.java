package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Spells floating point numbers as Python's {@code repr}, which is what notebooks contain. */
final class PythonFloat {
  // Python switches to exponents outside 1e-4 <= |x| < 1e16.
  private static final int SMALLEST_PLAIN = -4;
  private static final int FIRST_EXPONENT = 16;

  private PythonFloat() {}

  static String repr(JsonNode number) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    String sign = value < 0 || (value == 0 && 1 / value < 0) ? "-" : "";
    return value == 0 ? sign + "0.0" : sign + positive(Math.abs(value));
  }

  private static String positive(double value) {
    BigDecimal decimal = shortest(value);
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - decimal.scale() - 1;
    if (exponent >= SMALLEST_PLAIN && exponent < FIRST_EXPONENT) {
      String plain = decimal.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + String.format("e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  // Before Java 19, Double.toString gives some numbers a digit too many, such as 4.9E-324.
  private static BigDecimal shortest(double value) {
    BigDecimal found = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    BigDecimal exact = new BigDecimal(value);
    while (found.precision() > 1) {
      BigDecimal shorter = exact.round(new MathContext(found.precision() - 1));
      if (shorter.doubleValue() != value) {
        break;
      }
      found = shorter.stripTrailingZeros();
    }
    return found;
  }
}
