package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PercentScriptTest {
  private static final String SCRIPT =
      """
      # ---
      # jupyter:
      #   kernelspec:
      #     language: python
      # ---

      import os

      # %% Load the data [code] id="load" tags=["parameters", "slow"]
      # %matplotlib inline
      # a comment, not %a magic
      text = '''
      # %% not a cell
      # %matplotlib neither
      '''


      # %% [markdown]
      # # Title
      #
      # text
      #%% language="bash" magic_args="-e"
      # ls
      # %%
      # In[12]:

      # %%time
      x = 1
      """;

  @Test
  void cells_are_what_lies_between_markers() {
    Notebook notebook = PercentScript.parse(SCRIPT).notebook();

    assertThat(notebook.cells())
        .extracting(Cell::source)
        .containsExactly(
            "import os",
            "%matplotlib inline\n# a comment, not %a magic\ntext = '''\n# %% not a cell\n"
                + "# %matplotlib neither\n'''",
            "# Title\n\ntext",
            "%%bash -e\nls",
            "",
            "%%time\nx = 1");
    assertThat(notebook.cell(1).id()).isEqualTo(new CellId("load"));
    assertThat(notebook.cell(1).tags()).containsExactly("parameters", "slow");
    assertThat(notebook.cell(2).kind()).isEqualTo(CellKind.MARKDOWN);
    assertThat(notebook.cell(5).executionCount()).isEqualTo(12);
  }

  @Test
  void marker_lines_hold_title_kind_and_keys() {
    CellMarker marker =
        CellMarker.of("# %% A = b [md] pycharm={\"name\": \"#%%\\n\"} n=1 id=\"x y\"")
            .orElseThrow();

    assertThat(marker.title()).isEqualTo("A = b");
    assertThat(marker.kind()).isEqualTo(CellKind.MARKDOWN);
    assertThat(marker.key("id")).isEqualTo("x y");
    assertThat(marker.key("n")).isEqualTo("1");
    assertThat(CellMarker.of("# %% rate=50% of it").orElseThrow().title())
        .isEqualTo("rate=50% of it");
  }

  @Test
  void what_counts_as_a_marker() {
    assertThat(
            List.of(
                "# %%", "#%%", "  # %%", "# %% title", "# %%%% sub", "# In[ ]:", "# <codecell>"))
        .allMatch(line -> CellMarker.of(line).isPresent());
    assertThat(List.of("# %%time", "# %", "x # %%", "# # %%", "# In[3] is nice", "#% %"))
        .noneMatch(line -> CellMarker.of(line).isPresent());
  }

  @Test
  void uncommented_magics_mean_that_comments_are_comments() {
    PercentScript script = PercentScript.parse("# %%\n%pylab\n# %matplotlib inline\n");

    assertThat(script.format()).isEqualTo(DocumentFormat.HYDROGEN);
    assertThat(script.notebook().cell(0).source()).isEqualTo("%pylab\n# %matplotlib inline");
  }

  @Test
  void a_script_without_markers_is_one_cell() {
    PercentScript script = PercentScript.parse("\n# %matplotlib\nx = 1\n");

    assertThat(script.format()).isEqualTo(DocumentFormat.SCRIPT);
    assertThat(script.notebook().cells())
        .extracting(Cell::source)
        .containsExactly("# %matplotlib\nx = 1");
  }

  @Test
  void jupytext_formats_that_are_not_read_are_named() {
    PercentScript script =
        PercentScript.parse("# ---\n#     format_name: light\n# ---\n\n# +\nx = 1\n");

    assertThat(script.warnings()).singleElement().asString().contains("light", "py:percent");
  }

  @Test
  void cells_below_a_half_typed_string_are_still_cells() {
    Notebook notebook = PercentScript.parse("# %%\nx = \"\"\"\n# %%\ny = 1\n").notebook();

    assertThat(notebook.cells()).extracting(Cell::source).containsExactly("x = \"\"\"", "y = 1");
  }

  @Test
  void markdown_may_be_a_string() {
    Notebook notebook =
        PercentScript.parse(
                "# %% [markdown]\n\"\"\"\n# Title\n\"\"\"\n# %% [md]\nr'''one line'''\n")
            .notebook();

    assertThat(notebook.cells()).extracting(Cell::source).containsExactly("# Title", "one line");
  }

  @Test
  void places_in_document_and_cell_correspond() {
    for (String text : List.of(SCRIPT, SCRIPT.replace("\n", "\r\n"), "\uFEFF" + SCRIPT)) {
      PercentScript script = PercentScript.parse(text);
      assertThat(script.position(text.indexOf("%matplotlib inline")))
          .hasValue(new CellPosition(1, 0));
      assertThat(script.position(text.indexOf("# Title") + 2)).hasValue(new CellPosition(2, 2));
      assertThat(script.position(text.indexOf("# ls") + 2)).hasValue(new CellPosition(3, 10));
      assertThat(script.position(text.indexOf("#%% language") + 4))
          .hasValue(new CellPosition(3, 0));
      assertThat(script.line(3)).isEqualTo(21);
      assertThat(script.firstLine(3)).isEqualTo(22);
    }
  }

  @Test
  void every_offset_of_a_source_comes_back_from_the_document() {
    PercentScript script = PercentScript.parse(SCRIPT);
    for (int i = 0; i < script.notebook().cells().size(); i++) {
      String source = script.notebook().cell(i).source();
      int head = i == 3 ? source.indexOf('\n') + 1 : 0;
      for (int offset = head; offset <= source.length(); offset++) {
        CellPosition position = new CellPosition(i, offset);
        assertThat(script.position(script.documentOffset(position))).hasValue(position);
      }
    }
  }

  @Test
  void changing_a_cell_leaves_the_rest_as_it_is() {
    PercentScript script = PercentScript.parse(SCRIPT.replaceFirst("# %mat", "#%mat"));

    PercentScript changed =
        script.withSource(
            new CellId("load"), "%matplotlib inline\n%pylab\nx = '''\n%no\n'''\n\ny = 1");

    assertThat(changed.text())
        .isEqualTo(
            script
                .text()
                .replaceFirst("(?s)# a comment.*?\n'''", "# %pylab\nx = '''\n%no\n'''\n\ny = 1"));
    assertThat(changed.notebook().cells()).extracting(Cell::id).isEqualTo(ids(script));
    assertThat(changed.withSource(new CellId("load"), script.notebook().cell(1).source()).text())
        .isEqualTo(script.text());
  }

  @Test
  void empty_cells_can_be_filled_and_emptied() {
    for (String text : List.of("# %%", "# %%\n", "# %%\n# %% b\n", "# %%\n\n# %% b\ny\n")) {
      PercentScript script = PercentScript.parse(text);
      CellId first = script.notebook().cell(0).id();

      PercentScript filled = script.withSource(first, "x = 1\n\nz = 2");

      assertThat(filled.notebook().cell(0).source()).isEqualTo("x = 1\n\nz = 2");
      assertThat(ids(filled)).isEqualTo(ids(script));
      assertThat(filled.withSource(first, "").notebook()).isEqualTo(script.notebook());
    }
  }

  @Test
  void a_cell_in_another_language_stays_in_its_comments() {
    PercentScript script = PercentScript.parse("# %% A language=\"bash\"\n# ls\n");
    CellId id = script.notebook().cell(0).id();

    assertThat(script.withSource(id, "%%bash\nls\ndf").text())
        .isEqualTo("# %% A language=\"bash\"\n# ls\n# df\n");
    assertThat(script.withSource(id, "x = 1").text()).isEqualTo("# %% A\nx = 1\n");
    assertThat(script.withSource(id, "%%ruby\np 1").notebook().cell(0).source())
        .isEqualTo("%%ruby\np 1");
  }

  @Test
  void content_decides_about_the_format_before_the_name() {
    assertThat(DocumentFormat.sniff("# %%\nx = 1\n", "a.ipynb")).isEqualTo(DocumentFormat.PERCENT);
    assertThat(DocumentFormat.sniff("{\"cells\": []}", "a.py")).isEqualTo(DocumentFormat.IPYNB);
    assertThat(DocumentFormat.sniff("{1: 2}\n", "a.py")).isEqualTo(DocumentFormat.SCRIPT);
    assertThat(DocumentFormat.sniff("{1: 2}\n", "a.ipynb")).isEqualTo(DocumentFormat.IPYNB);
    assertThat(DocumentFormat.sniff("x = 1\n", "a.ipynb")).isEqualTo(DocumentFormat.IPYNB);
    assertThat(DocumentFormat.sniff("", "a.py")).isEqualTo(DocumentFormat.SCRIPT);
  }

  private static List<CellId> ids(PercentScript script) {
    return script.notebook().cells().stream().map(Cell::id).toList();
  }
}
