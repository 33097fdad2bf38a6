package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code freshet graph}: drawings and reasons. */
class GraphTest {
  private static final String SCRIPT =
      """
      # %% load
      rows = [1, 2]
      # %% <functions> & "more"
      limit = 1
      def keep(row): return row > limit
      def clean(rows): return [r for r in rows if keep(r)]
      # %% clean
      good = clean(rows)
      # %% change
      good.append(3)
      # %% show
      print(good)
      # %% alone
      1
      """;

  @TempDir private Path directory = Path.of("");
  private final Shell shell = new Shell();

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("a.py"), text);
  }

  private Document svg(String script) throws Exception {
    assertThat(shell.run("graph", write(script), "--format", "svg")).isZero();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(shell.out().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document svg, String tag, String cssClass) {
    List<Element> found = new ArrayList<>();
    NodeList all = svg.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if ((" " + element.getAttribute("class") + " ").contains(" " + cssClass + " ")) {
        found.add(element);
      }
    }
    return found;
  }

  @Test
  void drawsCellsAndArrowsWithTips() throws Exception {
    Document svg = svg(SCRIPT);
    assertThat(elements(svg, "g", "b")).hasSize(6);
    assertThat(elements(svg, "g", "a")).hasSize(5);
    assertThat(elements(svg, "g", "a"))
        .extracting(Element::getTextContent)
        .contains("cell 0 → cell 2: rows", "cell 3 → cell 4: good (mutation)");
    assertThat(elements(svg, "path", "mutation")).isNotEmpty();
    assertThat(shell.out())
        .contains("&lt;functions&gt; &amp; &quot;more&quot;", "prefers-color-scheme")
        .doesNotContain("<script", "http://www.w3.org/1999");
  }

  @Test
  void anEmptyNotebookIsAPageToo() throws Exception {
    assertThat(elements(svg("# %% [markdown]\n# words\n"), "g", "b")).isEmpty();
  }

  @Test
  void twoHundredCellsDoNotOverlapAndArrowsPointDown() throws Exception {
    Random random = new Random(3);
    StringBuilder script = new StringBuilder("# %%\nv0 = 1\n");
    for (int i = 1; i < 200; i++) {
      int other = random.nextInt(i);
      script.append("# %%%%\nv%d = v%d + v%d\n".formatted(i, other, Math.max(0, i - 40)));
    }
    Document svg = svg(script.toString());
    List<double[]> boxes = new ArrayList<>();
    for (Element group : elements(svg, "g", "b")) {
      Element rect = (Element) group.getElementsByTagName("rect").item(0);
      double x = Double.parseDouble(rect.getAttribute("x"));
      double y = Double.parseDouble(rect.getAttribute("y"));
      for (double[] other : boxes) {
        boolean apart = Math.abs(other[1] - y) > 44 || Math.abs(other[0] - x) > 216;
        assertThat(apart).as("boxes at %s, %s", x, y).isTrue();
      }
      boxes.add(new double[] {x, y});
    }
    assertThat(boxes).hasSize(200);
    for (Element arrow : elements(svg, "path", "e")) {
      String[] numbers = arrow.getAttribute("d").replaceAll("[A-Za-z]", " ").trim().split(" +", -1);
      boolean legend = arrow.getAttribute("d").contains("h26");
      assertThat(
              legend
                  || Double.parseDouble(numbers[numbers.length - 1])
                      > Double.parseDouble(numbers[1]))
          .isTrue();
    }
    double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
    assertThat(width / height).isBetween(0.2, 5.0);
  }

  @Test
  void eachEdgeCanBeAskedWhy() throws IOException {
    Path script = write(SCRIPT);
    assertThat(shell.run("graph", script, "--why", "1", "clean")).isZero();
    assertThat(shell.out())
        .contains("needs limit (deferred)? of cell 1", "through clean(), keep()")
        .contains("  cell 1, line 1  limit = 1\n                  ^^^^^\n");
    shell.run("graph", script, "--why", "0", "show");
    assertThat(shell.out()).contains("through another cell:", "good = clean(rows)");
    shell.run("graph", script, "--why", "3", "4");
    assertThat(shell.out()).contains("needs good (mutation) of cell 3", "good.append(3)");
    shell.run("graph", script, "--why", "0", "alone");
    assertThat(shell.out()).contains("cell 5 [alone] does not need cell 0 [load].");
    assertThat(shell.run("graph", script, "--why", "0", "nobody")).isEqualTo(2);
    assertThat(shell.err()).contains("there is no code cell nobody");
  }

  @Test
  void edgesInJsonHavePlacesAtBothEnds() throws IOException {
    String script =
        """
        # %%
        import random, os
        random.seed(1)
        open("x.txt", "w").write("1")
        !touch a
        # %%
        print(random.random(), open("x.txt").read())
        !ls
        # %%
        %run other.py
        # %%
        2
        """;
    for (String each : List.of(SCRIPT, script)) {
      shell.run("graph", write(each), "--format", "json");
      JsonNode document = Schemas.valid("freshet.graph", shell.out());
      assertThat(document.path("edges")).hasSizeGreaterThan(3);
      for (JsonNode edge : document.path("edges")) {
        if (!edge.path("kind").asText().equals("order")) {
          assertThat(edge.at("/why/from/ranges")).as(edge.toString()).isNotEmpty();
          assertThat(edge.at("/why/to/ranges")).as(edge.toString()).isNotEmpty();
        }
      }
    }
  }
}
