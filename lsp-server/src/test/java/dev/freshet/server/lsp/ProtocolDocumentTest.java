package dev.freshet.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.server.lsp.handlers.CommandNames;
import dev.freshet.server.lsp.protocol.FreshetClient;
import dev.freshet.server.lsp.protocol.FreshetRequests;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.junit.jupiter.api.Test;

/** docs/protocol.md describes exactly the messages and commands that there are. */
class ProtocolDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");

  private static Set<String> declared() {
    Set<String> methods = new TreeSet<>();
    for (Method method : FreshetClient.class.getDeclaredMethods()) {
      methods.add(method.getAnnotation(JsonNotification.class).value());
    }
    for (Method method : FreshetRequests.class.getDeclaredMethods()) {
      methods.add("freshet/" + method.getName());
    }
    return methods;
  }

  private static Set<String> matches(String pattern) throws IOException {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(r -> r.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyMessageHasASection() throws IOException {
    assertThat(matches("^## (freshet/\\w+)$")).isEqualTo(declared());
  }

  @Test
  void everyMessageIsAnnounced() {
    assertThat(new TreeSet<>(Capabilities.MESSAGES)).isEqualTo(declared());
  }

  @Test
  void everyCommandHasALine() throws IOException {
    assertThat(matches("^\\| `(freshet\\.\\w+)` \\|"))
        .isEqualTo(new TreeSet<>(List.copyOf(CommandNames.ALL)));
  }
}
