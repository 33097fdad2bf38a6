package dev.freshet.analyzer.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the lines of a cell stand in a script. */
enum LineCoding {
  /** As they are. */
  PLAIN,
  /** Code in which magics are commented out: {@code # %matplotlib inline}. */
  MAGIC,
  /** The same, and {@code # name?} asks for help too, as jupytext has it. */
  JUPYTEXT,
  /** All lines are comments. */
  COMMENT;

  private static final TextSpan NO_SIGN = new TextSpan(0, 0);
  private static final String LINE_MAGIC =
      "%[a-zA-Z]|!\\s*[A-Za-z0-9./~$\\\\{_]|\\?{1,2}\\s*[A-Za-z_]"
          + "|[A-Za-z_][\\w.]*\\s*=\\s*(?:%[a-zA-Z]|!\\s*[A-Za-z./~$\\\\{])";
  private static final String HELP = "%?[A-Za-z_][\\w.]*\\?{1,2}\\s*$";
  private static final String CELL_MAGIC = "(?<=^(?:# ){0,9}(?:# ?|#!)?)%%[a-zA-Z]";
  private static final Pattern IS_MAGIC =
      Pattern.compile("[ \\t]*(?:" + LINE_MAGIC + "|" + HELP + ")|%%[a-zA-Z]");
  // What would be taken for a magic when read again, so that one more sign is needed.
  private static final Pattern ESCAPED =
      Pattern.compile("[ \\t]*(?:# )*(?:" + LINE_MAGIC + "|" + HELP + ")|(?:# )*%%[a-zA-Z]");
  private static final Pattern COMMENTED = commented(LINE_MAGIC + "|" + CELL_MAGIC);
  private static final Pattern COMMENTED_OR_HELP =
      commented(LINE_MAGIC + "|" + CELL_MAGIC + "|" + HELP);

  /** Whether a line outside strings is IPython's rather than Python's. */
  static boolean isMagic(String line) {
    return IS_MAGIC.matcher(line).lookingAt();
  }

  /** Where a line holds a comment sign that is not the user's; empty at 0 when there is none. */
  TextSpan sign(String line, boolean insideString) {
    return switch (this) {
      case PLAIN -> NO_SIGN;
      case COMMENT -> new TextSpan(0, line.startsWith("# ") ? 2 : line.startsWith("#") ? 1 : 0);
      case MAGIC -> insideString ? NO_SIGN : sign(COMMENTED.matcher(line));
      case JUPYTEXT -> insideString ? NO_SIGN : sign(COMMENTED_OR_HELP.matcher(line));
    };
  }

  /** A line of the user's text as it stands in the script. */
  String encode(String line, boolean insideString) {
    return switch (this) {
      case PLAIN -> line;
      case COMMENT -> line.isEmpty() ? "#" : "# " + line;
      case MAGIC, JUPYTEXT ->
          !insideString && ESCAPED.matcher(line).lookingAt() ? comment(line) : line;
    };
  }

  private static TextSpan sign(Matcher commented) {
    if (!commented.lookingAt()) {
      return NO_SIGN;
    }
    return new TextSpan(commented.end(1), commented.end());
  }

  private static Pattern commented(String magics) {
    return Pattern.compile("([ \\t]*)(?:# ?|#!)(?=(?:# )*(?:" + magics + "))");
  }

  private static String comment(String magic) {
    int indent = magic.length() - magic.stripLeading().length();
    return magic.substring(0, indent) + "# " + magic.substring(indent);
  }
}
