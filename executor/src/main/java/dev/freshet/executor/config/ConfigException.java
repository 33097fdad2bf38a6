package dev.freshet.executor.config;

import java.nio.file.Path;

/** A configuration that cannot be used; the message names file and line, and says what to do. */
public final class ConfigException extends RuntimeException {
  private final Path file;
  private final int line;

  /**
   * @param line from 1; 0 when no line is to blame
   */
  ConfigException(Path file, int line, String problem) {
    super(file + (line > 0 ? ":" + line : "") + ": " + problem);
    this.file = file;
    this.line = line;
  }

  public Path file() {
    return file;
  }

  /** From 1; 0 when no line is to blame. */
  public int line() {
    return line;
  }
}
