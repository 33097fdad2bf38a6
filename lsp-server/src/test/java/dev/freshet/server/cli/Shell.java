package dev.freshet.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands and keeps what they say. */
final class Shell {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** The exit status. */
  int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return Program.run(
        new Terminal(new PrintWriter(out), new PrintWriter(err), false, false), texts);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
