package dev.freshet.analyzer.notebook;

/** How a text holds a notebook. */
public enum DocumentFormat {
  /** Jupyter's JSON. */
  IPYNB,
  /** A script with cell markers, in which magics are comments. */
  PERCENT,
  /** A script with cell markers, in which magics stand as they are. */
  HYDROGEN,
  /** A script without cell markers: one cell. */
  SCRIPT;

  /**
   * The format of a text. Its content decides: editors show notebooks as scripts under the
   * notebook's name. Only where the content says nothing does the name.
   *
   * @param name the file's name or path
   */
  public static DocumentFormat sniff(String text, String name) {
    if (isJson(text, name)) {
      return IPYNB;
    }
    DocumentFormat script = PercentScript.parse(text).format();
    return script == SCRIPT
            && name.endsWith(".ipynb")
            && !ScriptHeader.of(new TextLines(text)).isPresent()
        ? IPYNB
        : script;
  }

  // A script may begin with a brace as well, but then it is no JSON object.
  private static boolean isJson(String text, String name) {
    String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (!start.stripLeading().startsWith("{")) {
      return false;
    }
    return name.endsWith(".ipynb") || JsonScan.isObject(start);
  }
}
