package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import java.util.List;

/** The handlers of one {@code try} under construction. */
final class Handlers {
  private final ParserBase parser;
  private final Items<ExceptHandler> handlers = new Items<>();
  private int starred;

  Handlers(ParserBase parser) {
    this.parser = parser;
  }

  void add(ExceptHandler handler, boolean star) {
    if (star && handler.type() == null) {
      parser.problem(handler.start(), handler.start() + 6, "expected one or more exception types");
    }
    if (size() > 0 && handlers.get(size() - 1).type() == null) {
      parser.problem(handler.start(), handler.start() + 6, "default 'except:' must be last");
    }
    starred += star ? 1 : 0;
    handlers.add(handler);
    if (starred != 0 && starred != size()) {
      parser.problem(
          handler.start(),
          handler.start() + 6,
          "cannot have both 'except' and 'except*' on the same 'try'");
    }
  }

  int size() {
    return handlers.size();
  }

  boolean starred() {
    return starred > 0;
  }

  List<ExceptHandler> toList() {
    return handlers.toList();
  }
}
