package dev.freshet.server.files;

/** An input that cannot be used; the message names it, says what is wrong and what to do. */
public final class UnreadableInputException extends RuntimeException {
  public UnreadableInputException(String input, String problem) {
    super(input + ": " + problem);
  }

  public UnreadableInputException(String input, String problem, Throwable cause) {
    super(input + ": " + problem, cause);
  }
}
