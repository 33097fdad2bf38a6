package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Python refuses is refused, and nothing else; the running CPython confirms each case. */
final class SnippetsTest {
  private static final Pattern SINCE = Pattern.compile("\n# since 3\\.(\\d+)$");

  @Test
  void refusesWhatPythonRefuses() throws URISyntaxException {
    List<String> wrong = new ArrayList<>();
    CPython.ask(
        "SNIPPETS " + path("invalid.txt"),
        (version, report) -> {
          String source = report.get("source").asText();
          if (Parser.parse(source).problems().isEmpty()) {
            wrong.add("we accept: " + source);
          }
          if (report.get("error").isNull()) {
            wrong.add("CPython accepts: " + source);
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void acceptsWhatPythonAccepts() throws URISyntaxException {
    List<String> wrong = new ArrayList<>();
    CPython.ask(
        "SNIPPETS " + path("valid.txt"),
        (version, report) -> {
          String source = report.get("source").asText();
          Parser.parse(source).problems().forEach(p -> wrong.add("we refuse: " + source + " " + p));
          if (!report.get("error").isNull() && version >= since(report)) {
            wrong.add("CPython refuses: " + source + " " + report.get("error").asText());
          }
        });
    assertThat(wrong).isEmpty();
  }

  private static int since(JsonNode report) {
    Matcher matcher = SINCE.matcher(report.get("source").asText());
    return matcher.find() ? 300 + Integer.parseInt(matcher.group(1)) : 310;
  }

  private static String path(String name) throws URISyntaxException {
    return Path.of(SnippetsTest.class.getResource("/parity/" + name).toURI()).toString();
  }
}
