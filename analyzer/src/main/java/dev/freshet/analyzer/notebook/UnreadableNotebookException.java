package dev.freshet.analyzer.notebook;

/**
 * A text that cannot be read as a notebook; the message says what is wrong, where, and what to do.
 */
public final class UnreadableNotebookException extends RuntimeException {
  /** What is wrong with the text. */
  public enum Reason {
    NOT_UTF8,
    NOT_JSON,
    TRUNCATED,
    NOT_A_NOTEBOOK,
    TOO_OLD,
    TOO_NEW,
    BAD_CELL
  }

  private final Reason reason;

  UnreadableNotebookException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
