package dev.freshet.server;

import dev.freshet.server.cli.Program;
import dev.freshet.server.cli.Terminal;

/** Starts Freshet: hands the arguments to the command line and its answer to the system. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(Program.run(Terminal.ofSystem(), args));
  }
}
