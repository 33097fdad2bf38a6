package dev.freshet.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}.
 *
 * @param colour whether escape sequences for colour are welcome on {@code out}
 * @param live whether a person watches {@code err}, so that progress may be redrawn there
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean colour, boolean live) {
  private static final String RESET = "\u001b[0m";

  /**
   * The process's own streams, with {@code NO_COLOR}, {@code CI} and {@code TERM} respected. Which
   * of them are terminals Java cannot tell; the launcher does, in {@code
   * -Dfreshet.terminal=out,err}.
   */
  public static Terminal ofSystem() {
    Map<String, String> env = System.getenv();
    String terminals = System.getProperty("freshet.terminal", "");
    boolean plain = "dumb".equals(env.get("TERM")) || env.containsKey("CI");
    boolean colour = env.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        new PrintWriter(System.out, false, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        !plain && colour && terminals.contains("out"),
        !plain && terminals.contains("err"));
  }

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String red(String text) {
    return paint("31", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String yellow(String text) {
    return paint("33", text);
  }

  /** Begins a new page for a person who watches. */
  void clear() {
    err.print("\u001b[2J\u001b[H");
    err.flush();
  }

  /** A note for people, on the error stream. */
  void note(String text) {
    err.println(text);
    err.flush();
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
