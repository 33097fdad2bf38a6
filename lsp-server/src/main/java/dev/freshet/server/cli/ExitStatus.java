package dev.freshet.server.cli;

/** What the process tells its caller; scripts rely on these. */
final class ExitStatus {
  static final int DONE = 0;

  /** Findings, a failed cell, or a difference. */
  static final int FOUND = 1;

  /** Wrong usage, or an input that cannot be read. */
  static final int UNUSABLE = 2;

  /** A fault of Freshet itself. */
  static final int FAULT = 3;

  static final int INTERRUPTED = 130;

  private ExitStatus() {}
}
