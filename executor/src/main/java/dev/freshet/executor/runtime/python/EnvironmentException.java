package dev.freshet.executor.runtime.python;

/** No fit Python, or it could not be prepared; the message names what was tried and the remedy. */
public final class EnvironmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EnvironmentException(String message) {
    super(message);
  }

  EnvironmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
