package dev.freshet.server.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.AtomicFile;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.json.BaselineDocument;
import dev.freshet.server.json.BaselineDocument.Finding;
import dev.freshet.server.json.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Findings that a project lives with for now: only others are news. A finding is known again by its
 * code and its line's text in the same cell, else in another cell of the notebook, else by what it
 * points at in the same cell; never by a line number, so that edits elsewhere bring nothing back.
 */
public final class Baseline {
  private static final JsonMapper READER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final List<BiPredicate<Finding, Finding>> LIKENESSES =
      List.of(
          (a, b) -> a.cell().equals(b.cell()) && a.line().equals(b.line()),
          (a, b) -> a.line().equals(b.line()),
          (a, b) -> a.cell().equals(b.cell()) && a.target().equals(b.target()));

  private final Path directory;
  private final List<Finding> findings;

  private Baseline(Path directory, List<Finding> findings) {
    this.directory = directory;
    this.findings = List.copyOf(findings);
  }

  /** Reads a baseline; throws {@link UnreadableInputException}. */
  public static Baseline read(Path file) {
    try {
      BaselineDocument document = READER.readValue(file.toFile(), BaselineDocument.class);
      if (!BaselineDocument.SCHEMA.equals(document.schema())) {
        throw new UnreadableInputException(file.toString(), "this is no baseline of Freshet");
      }
      return new Baseline(directory(file), document.findings());
    } catch (JsonProcessingException e) {
      throw new UnreadableInputException(
          file.toString(),
          "this is no baseline of Freshet; write one with --write-baseline: "
              + e.getOriginalMessage(),
          e);
    } catch (IOException e) {
      throw new UnreadableInputException(
          file.toString(), "the baseline cannot be read; write one with --write-baseline", e);
    }
  }

  /** Writes what was found as the baseline from now on. */
  public static void write(Path file, List<Checked> checked) throws IOException {
    AtomicFile.obstacle(file)
        .ifPresent(
            why -> {
              throw new UnreadableInputException(
                  file.toString(), "the baseline cannot be written: " + why);
            });
    Path directory = directory(file);
    List<Finding> findings = new ArrayList<>();
    for (Checked notebook : checked) {
      List<Diagnostic> all = new ArrayList<>(notebook.diagnostics());
      all.addAll(notebook.known());
      all.forEach(d -> findings.add(finding(directory, notebook, d)));
    }
    findings.sort(
        Comparator.comparing(Finding::path)
            .thenComparing(Finding::cell)
            .thenComparing(Finding::code)
            .thenComparing(Finding::line));
    AtomicFile.write(
        file,
        (Documents.pretty(BaselineDocument.of(findings)) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Moves what is known to where it does not count as news. */
  public List<Checked> sift(List<Checked> checked) {
    return checked.stream().map(this::sift).toList();
  }

  private Checked sift(Checked notebook) {
    String path = relative(directory, notebook);
    List<Finding> held =
        new ArrayList<>(findings.stream().filter(f -> f.path().equals(path)).toList());
    Set<Diagnostic> known = new HashSet<>();
    for (BiPredicate<Finding, Finding> alike : LIKENESSES) {
      for (Diagnostic diagnostic : notebook.diagnostics()) {
        if (!known.contains(diagnostic)) {
          Finding now = finding(directory, notebook, diagnostic);
          held.stream()
              .filter(then -> then.code().equals(now.code()) && alike.test(then, now))
              .findFirst()
              .ifPresent(
                  then -> {
                    held.remove(then);
                    known.add(diagnostic);
                  });
        }
      }
    }
    return notebook.against(
        notebook.diagnostics().stream().filter(d -> !known.contains(d)).toList(),
        notebook.diagnostics().stream().filter(known::contains).toList());
  }

  private static Finding finding(Path directory, Checked notebook, Diagnostic diagnostic) {
    NotebookInput input = Objects.requireNonNull(notebook.input());
    String source = input.notebook().cell(diagnostic.cell()).source();
    int start = diagnostic.range().start();
    String target =
        source.substring(start, Math.min(lineEnd(source, start), diagnostic.range().end()));
    String cell = input.notebook().cell(diagnostic.cell()).id().value();
    String line = line(input, diagnostic);
    return new Finding(relative(directory, notebook), diagnostic.code(), cell, line, target);
  }

  /** The text of the line on which a finding begins, without the blanks around it. */
  static String line(NotebookInput input, Diagnostic diagnostic) {
    String source = input.notebook().cell(diagnostic.cell()).source();
    int start = diagnostic.range().start();
    return source
        .substring(source.lastIndexOf('\n', start - 1) + 1, lineEnd(source, start))
        .strip();
  }

  private static int lineEnd(String source, int at) {
    int end = source.indexOf('\n', at);
    return end < 0 ? source.length() : end;
  }

  private static String relative(Path directory, Checked notebook) {
    Path path = Path.of(notebook.path()).toAbsolutePath().normalize();
    Path shown = path.getRoot().equals(directory.getRoot()) ? directory.relativize(path) : path;
    return shown.toString().replace('\\', '/');
  }

  private static Path directory(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }
}
