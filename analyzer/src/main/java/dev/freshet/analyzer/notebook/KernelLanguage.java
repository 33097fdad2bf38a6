package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which language a notebook's metadata names. */
final class KernelLanguage {
  static final String PYTHON = "python";

  private static final Pattern VERSION = Pattern.compile("^3\\.(\\d{1,2})(?!\\d)");

  private KernelLanguage() {}

  // The kernelspec comes first: SageMath says "sage" there, and "python" in language_info.
  static String of(JsonNode metadata) {
    List<JsonNode> places =
        List.of(
            metadata.path("kernelspec").path("language"),
            metadata.path("language_info").path("name"));
    for (JsonNode place : places) {
      String name = place.asText("").strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        return name.matches("i?python[0-9.]*") ? PYTHON : name;
      }
    }
    return byKernel(metadata.path("kernelspec").path("name").asText(""));
  }

  /** The minor version of Python 3 that the notebook was last saved with, if it says so. */
  static OptionalInt python(JsonNode metadata) {
    String version = metadata.path("language_info").path("version").asText("");
    Matcher matcher = VERSION.matcher(version);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  private static String byKernel(String kernel) {
    if (kernel.equals("ir")) {
      return "r";
    }
    return kernel.startsWith("julia") ? "julia" : PYTHON;
  }
}
