package dev.freshet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.server.files.FreshetHome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Values of every kind really go from one process to another, and the drawing shows them. */
class TransferTest {
  @Test
  void everyKindIsMovedByUsAndByPickle() throws Exception {
    List<TransferFigure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    PythonEnvironment python = python();
    ObjectNode request = JsonMapper.builder().build().createObjectNode();
    request.putArray("sizes").add(2048).add(200_000);
    request.putArray("kinds").add("numbers").add("strings").add("mixed").add("objects");
    request.put("rounds", 1).put("bytes_per_kind", 1000);
    new TransferPeer()
        .run(
            python.executable().toString(),
            FreshetHome.runtime(),
            python.side(),
            request,
            told -> hear(told, figures, notes));

    assertThat(notes).noneMatch(note -> note.contains("cannot do"));
    for (String by : List.of("freshet", "pickle")) {
      Set<String> done =
          figures.stream()
              .filter(f -> f.by().equals(by))
              .map(f -> f.kind() + " " + f.did() + " " + f.bytes())
              .collect(Collectors.toSet());
      assertThat(done).as(by).hasSize(4 * 4 * 2);
    }

    Document drawn = parsed(Drawing.svg(List.of(new TransferPlot(figures).drawing())));
    assertThat(drawn.getElementsByTagName("circle").getLength()).isEqualTo(figures.size());
    assertThat(drawn.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void tracesAreDrawnOneBelowTheOther() throws Exception {
    SeedsPlot.Trace one =
        new SeedsPlot.Trace(
            "one <worker>",
            List.of(new SeedsPlot.Bar(0, "w1", 0, 40), new SeedsPlot.Bar(1, "w1", 41, 90)));
    Document drawn = parsed(Drawing.svg(List.of(new SeedsPlot(List.of(one, one)).drawing())));
    assertThat(drawn.getElementsByTagName("title").getLength()).isEqualTo(4);
  }

  private static void hear(JsonNode told, List<TransferFigure> figures, List<String> notes) {
    if (told.has("note")) {
      notes.add(told.path("note").asText());
    } else {
      figures.add(TransferFigure.of(told));
    }
  }

  /** The one of the examples: they need numpy and pandas too. */
  private static PythonEnvironment python() throws IOException {
    Path examples = Path.of("..", "examples").toRealPath();
    return new PythonEnvironments(FreshetHome.runtime())
        .find(
            new EnvironmentRequest(examples, Optional.empty(), Optional.empty(), System.getenv()),
            line -> {});
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
