package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.analyzer.notebook.UnreadableNotebookException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class NotebookFileTest {
  @TestFactory
  Stream<DynamicTest> an_unchanged_notebook_keeps_its_bytes() {
    return OddFiles.all().entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(), () -> RoundTrip.check(NotebookFile.parse(file.getValue()))));
  }

  @Test
  void cells_are_read_as_the_user_wrote_them() {
    List<Cell> cells = NotebookFile.parse(OddFiles.plain()).notebook().cells();

    assertThat(cells).extracting(Cell::source).containsExactly("x = 1\nx", "# Über uns", "");
    assertThat(cells)
        .extracting(Cell::kind)
        .containsExactly(CellKind.CODE, CellKind.MARKDOWN, CellKind.CODE);
    assertThat(cells).extracting(Cell::executionCount).containsExactly(7, -1, -1);
  }

  @Test
  void cells_know_the_line_of_their_source() {
    NotebookFile file = NotebookFile.parse(OddFiles.plain());

    assertThat(OddFiles.plain().lines().toList().get(file.firstLine(0))).contains("x = 1");
    assertThat(OddFiles.plain().lines().toList().get(file.firstLine(1))).contains("# Über");
    assertThat(OddFiles.plain().lines().toList().get(file.firstLine(2))).contains("\"source\": []");
  }

  @TestFactory
  Stream<DynamicTest> every_layout_holds_the_same_cells() {
    List<String> sources = sources(NotebookFile.parse(OddFiles.plain()));
    return OddFiles.all().entrySet().stream()
        .filter(file -> !file.getKey().contains("of its own"))
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    () ->
                        assertThat(sources(NotebookFile.parse(file.getValue())))
                            .isEqualTo(sources)));
  }

  @Test
  void new_outputs_look_as_nbformat_writes_them() {
    NotebookFile file = NotebookFile.parse(OddFiles.plain());
    CellId first = file.notebook().cell(0).id();

    NotebookFile changed =
        file.withOutputs(
            first,
            json(
                """
                [{"output_type": "execute_result", "execution_count": 8, "metadata": {},
                  "data": {"text/plain": "a\\nb", "image/png": "iVBO\\n", "application/json": [1.5]}}]
                """),
            OptionalInt.of(8));

    assertThat(changed.text())
        .isEqualTo(
            OddFiles.plain()
                .replace("\"execution_count\": 7", "\"execution_count\": 8")
                .replaceFirst(
                    "(?s)\"outputs\": \\[.*?\n   \\]",
                    """
                    "outputs": [
                        {
                         "data": {
                          "application/json": [
                           1.5
                          ],
                          "image/png": "iVBO\\\\n",
                          "text/plain": [
                           "a\\\\n",
                           "b"
                          ]
                         },
                         "execution_count": 8,
                         "metadata": {},
                         "output_type": "execute_result"
                        }
                       ]"""));
  }

  @Test
  void outputs_are_spelt_to_the_byte_as_nbformat_spells_them() throws IOException {
    NotebookFile file = NotebookFile.parse(resource("/notebooks/written-by-nbformat.ipynb"));

    assertThat(RoundTrip.outputsAgain(file).text()).isEqualTo(file.text());
  }

  @Test
  void equal_outputs_leave_no_difference() {
    NotebookFile file = NotebookFile.parse(OddFiles.plain());
    CellId first = file.notebook().cell(0).id();

    NotebookFile changed =
        file.withOutputs(
            first,
            json(
                "[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":\"été 1.0\\nbig\\n\"}]"),
            OptionalInt.of(7));

    assertThat(changed.text()).isEqualTo(file.text());
  }

  @Test
  void ids_are_made_up_for_old_formats_and_stay_through_changes() {
    NotebookFile file = NotebookFile.parse(OddFiles.plain());
    CellId first = file.notebook().cell(0).id();

    NotebookFile changed = file.withSource(first, "x = 2");

    assertThat(changed.notebook().cell(0)).isEqualTo(file.notebook().cell(0).withSource("x = 2"));
    assertThat(changed.text()).doesNotContain(first.value()).doesNotContain("\"id\"");
    assertThat(NotebookFile.parse(OddFiles.plain()).notebook()).isEqualTo(file.notebook());
  }

  @Test
  void ids_of_the_file_are_used_and_bad_ones_repaired() {
    assertThat(ids(NotebookFile.parse(OddFiles.withIds())))
        .containsExactly("first", "text", "last");

    NotebookFile repaired =
        NotebookFile.parse(
            OddFiles.withIds().replace("\"last\"", "\"first\"").replace("\"text\"", "\"a b\""));

    assertThat(ids(repaired)).startsWith("first").doesNotHaveDuplicates().doesNotContain("a b");
    assertThat(repaired.warnings())
        .containsExactly(
            "cell 1 has the invalid id \"a b\"; another is used",
            "cell 2 has the same id as an earlier cell, \"first\"; another is used");
  }

  @Test
  void tags_are_added_in_the_place_that_the_key_order_wants() {
    NotebookFile file = NotebookFile.parse(OddFiles.plain());

    NotebookFile changed = file.withTags(file.notebook().cell(0).id(), List.of("frozen"));

    assertThat(changed.text())
        .isEqualTo(
            OddFiles.plain()
                .replace(
                    "\"collapsed\": true\n",
                    """
                    "collapsed": true,
                        "tags": [
                         "frozen"
                        ]
                    """));
    assertThat(changed.notebook().cell(0).tags()).containsExactly("frozen");
  }

  @Test
  void cells_come_and_go_without_a_trace() {
    NotebookFile file = NotebookFile.parse(OddFiles.withIds());
    for (int i = 0; i <= 3; i++) {
      NotebookFile more = file.withInserted(i, Cell.code("new", "y = 1\nz = 2"));

      assertThat(more.notebook().cell(i).source()).isEqualTo("y = 1\nz = 2");
      assertThat(ids(NotebookFile.parse(more.text()))).contains("new").hasSize(4);
      assertThat(more.withRemoved(new CellId("new")).text()).isEqualTo(file.text());
    }
  }

  @Test
  void language_is_what_the_kernel_speaks() {
    assertThat(language("\"kernelspec\": {\"name\": \"ir\", \"language\": \"R\"}")).isEqualTo("r");
    assertThat(language("\"kernelspec\": {\"name\": \"ir\"}")).isEqualTo("r");
    assertThat(language("\"language_info\": {\"name\": \"ipython\"}")).isEqualTo("python");
    assertThat(language("\"kernelspec\": {\"name\": \"my-env\"}")).isEqualTo("python");
    assertThat(
            language(
                "\"kernelspec\": {\"language\": \"sage\"}, \"language_info\": {\"name\":"
                    + " \"python\"}"))
        .isEqualTo("sage");
    assertThat(language("")).isEqualTo("python");
  }

  @Test
  void what_is_no_notebook_is_refused_with_the_reason() {
    refuses("", Reason.TRUNCATED, "the file is empty");
    refuses("{\n \"cells\": [}", Reason.NOT_JSON, "line 2, column 12");
    refuses("import os\n", Reason.NOT_JSON, "line 1, column");
    refuses("{\"cells\": []} x", Reason.NOT_JSON, "line 1");
    refuses(OddFiles.plain().substring(0, 400), Reason.TRUNCATED, "ends in the middle");
    String nested = "[".repeat(100_000) + "]".repeat(100_000);
    refuses("{\"cells\": [], \"metadata\": " + nested + "}", Reason.NOT_JSON, "nesting depth");
    refuses("[1]", Reason.NOT_A_NOTEBOOK, "not a JSON object");
    refuses("{\"a\": 1}", Reason.NOT_A_NOTEBOOK, "neither");
    refuses("{\"nbformat\": 4}", Reason.NOT_A_NOTEBOOK, "no \"cells\"");
    refuses("{\"nbformat\": 4, \"cells\": {}}", Reason.NOT_A_NOTEBOOK, "not an array");
    refuses("{\"nbformat\": 3, \"worksheets\": []}", Reason.TOO_OLD, "jupyter nbconvert");
    refuses("{\"worksheets\": []}", Reason.TOO_OLD, "format 3");
    refuses("{\"nbformat\": 5, \"cells\": []}", Reason.TOO_NEW, "format 5");
    refuses("{\"cells\": [1]}", Reason.BAD_CELL, "cell 0 is not a JSON object");
    refuses(
        "{\"cells\": [{\"cell_type\": \"code\"}]}", Reason.BAD_CELL, "cell 0 has no \"source\"");
    refuses("{\"cells\": [{\"source\": \"\"}]}", Reason.BAD_CELL, "cell 0 has no \"cell_type\"");
    refuses(
        "{\"cells\": [\n<<<<<<< HEAD\n {}\n=======\n", Reason.NOT_JSON, "merge conflict at line 2");
  }

  @Test
  void other_encodings_are_refused() {
    byte[] utf16 = OddFiles.plain().getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> NotebookFile.parse(utf16)).hasMessageContaining("not UTF-8");
  }

  private static void refuses(String text, Reason reason, String message) {
    assertThatThrownBy(() -> NotebookFile.parse(text))
        .isInstanceOfSatisfying(
            UnreadableNotebookException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static String language(String metadata) {
    return NotebookFile.parse("{\"metadata\": {" + metadata + "}, \"cells\": []}")
        .notebook()
        .language();
  }

  private static List<String> sources(NotebookFile file) {
    return file.notebook().cells().stream().map(Cell::source).toList();
  }

  private static List<String> ids(NotebookFile file) {
    return file.notebook().cells().stream().map(cell -> cell.id().value()).toList();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NotebookFileTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static ArrayNode json(String text) {
    try {
      return new JsonMapper().readValue(text, ArrayNode.class);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
