package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import org.jspecify.annotations.Nullable;

/** The files that library calls open. */
final class LibraryFiles {
  private final Interpreter in;

  LibraryFiles(Interpreter in) {
    this.in = in;
  }

  /** Opens the file of a rule, as the arguments say. */
  void open(Rule.File file, @Nullable Thing receiver, Args args, Node node) {
    Value path =
        file.argument().contains("self")
            ? receiver == null ? null : receiver.field("path")
            : args.get(file.argument());
    if (path == null && !file.argument().contains("self") && !file.argument().contains("none")) {
      // df.to_csv() without a path yields a text.
      return;
    }
    if (path != null && isBuffer(path)) {
      in.mutate(path, "call", node);
      return;
    }
    EffectMode mode = file.mode();
    if (!file.modeArgument().isEmpty()) {
      Value given = args.get(file.modeArgument());
      mode = given == null ? EffectMode.READ : mode(given.text);
    }
    String text = path == null ? null : text(path);
    if (text != null && text.contains("://")) {
      in.external("network", node);
      return;
    }
    in.file(text, mode, file.observable(), node);
  }

  /** The text of a path, plain or as a path object. */
  static @Nullable String text(Value path) {
    if (path.text != null) {
      return path.text;
    }
    Value inner = path.things.length == 1 ? path.things[0].field("path") : null;
    return inner == null ? null : inner.text;
  }

  private static boolean isBuffer(Value path) {
    return path.text == null
        && path.things.length > 0
        && (path.things[0].type.equals("file") || path.things[0].type.startsWith("io."));
  }

  private static EffectMode mode(@Nullable String text) {
    if (text == null) {
      return EffectMode.READ_WRITE;
    }
    if (text.contains("+") || text.contains("a")) {
      return EffectMode.READ_WRITE;
    }
    return text.contains("w") || text.contains("x") ? EffectMode.WRITE : EffectMode.READ;
  }
}
