package dev.freshet.analyzer.spec;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A cell's effects as lines of a {@code facts} block; {@code ?} after a name means "may". */
final class EffectsText {
  private final Notebook notebook;
  private final List<String> lines = new ArrayList<>();

  private EffectsText(Notebook notebook) {
    this.notebook = notebook;
  }

  static List<String> lines(Notebook notebook, CellEffects effects) {
    EffectsText text = new EffectsText(notebook);
    effects.reads().forEach(text::read);
    effects.writes().forEach(w -> text.line("writes", w.name(), w.certainty(), ""));
    effects
        .mutations()
        .forEach(m -> text.line("mutates", m.name(), m.certainty(), " by " + m.how()));
    effects.deletes().forEach(d -> text.line("deletes", d.name(), d.certainty(), ""));
    effects.files().forEach(text::file);
    effects.ambient().forEach(a -> text.line(verb(a.mode()), a.name(), a.certainty(), ""));
    effects.external().forEach(e -> text.line("uses", e.what(), e.certainty(), ""));
    effects.openWorld().ifPresent(text::openWorld);
    if (effects.dynamicNames()) {
      text.lines.add("looks up names that the text does not show");
    }
    if (!effects.runnable()) {
      text.lines.add("may not be run");
    }
    return text.lines;
  }

  private void read(CellEffects.Read read) {
    String from = read.from().stream().map(this::id).collect(Collectors.joining(", "));
    String source = from.isEmpty() ? "" : " <- " + from;
    line("reads", read.name(), read.certainty(), (read.deferred() ? " (deferred)" : "") + source);
  }

  private void file(CellEffects.FileEffect file) {
    String path = file.path().map(p -> "\"" + p + "\"").orElse("some file");
    String seen = file.observable() ? "" : " unseen";
    line(verb(file.mode()), path, file.certainty(), seen);
  }

  private void openWorld(CellEffects.OpenWorld world) {
    String what = world.writes() ? world.reads() ? "reads and writes" : "writes" : "reads";
    lines.add(what + " anything: " + world.reason());
  }

  private static String verb(EffectMode mode) {
    return switch (mode) {
      case READ -> "reads";
      case WRITE -> "writes";
      case READ_WRITE -> "reads and writes";
    };
  }

  private void line(String verb, String name, Certainty certainty, String rest) {
    lines.add(verb + " " + name + (certainty == Certainty.MAY ? "?" : "") + rest);
  }

  private String id(int index) {
    return notebook.cell(index).id().value();
  }
}
