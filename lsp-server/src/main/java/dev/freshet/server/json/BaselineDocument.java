package dev.freshet.server.json;

import java.util.List;

/** {@code freshet.baseline}: findings that are no news. */
public record BaselineDocument(String schema, int version, List<Finding> findings) {
  /** The name of the document. */
  public static final String SCHEMA = "freshet.baseline";

  /**
   * One finding.
   *
   * @param path of the notebook, relative to the baseline's directory
   * @param cell the cell's id
   * @param line the text of the line it begins on, without the blanks around it
   * @param target the text that it points at, as far as it stands on that line
   */
  public record Finding(String path, String code, String cell, String line, String target) {}

  public BaselineDocument {
    findings = findings == null ? List.of() : List.copyOf(findings);
  }

  public static BaselineDocument of(List<Finding> findings) {
    return new BaselineDocument(SCHEMA, Documents.VERSION, findings);
  }
}
