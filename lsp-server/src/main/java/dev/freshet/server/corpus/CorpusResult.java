package dev.freshet.server.corpus;

/**
 * What became of one notebook.
 *
 * @param equal whether every stable cell shows what it should
 * @param difference what differs, or why it did not run
 * @param cellMs milliseconds that its cells took, added up
 * @param wallMs milliseconds from the start of its first cell to the end of its last
 * @param withdrawn how many cells were withdrawn and run again
 */
public record CorpusResult(
    CorpusEntry entry,
    boolean equal,
    String difference,
    double cellMs,
    double wallMs,
    int withdrawn) {
  /** A notebook that could not be run at all. */
  public static CorpusResult unrun(CorpusEntry entry, String why) {
    return new CorpusResult(entry, false, why, 0, 0, 0);
  }

  /** How many cells ran at once on average. */
  public double parallelism() {
    return wallMs > 0 ? cellMs / wallMs : 1;
  }
}
