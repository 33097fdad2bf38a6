package dev.freshet.server.corpus;

/**
 * An executable notebook of a corpus.
 *
 * @param local its path below the corpus
 * @param expected path of its expected outputs below the corpus
 */
public record CorpusEntry(String local, String expected) {
  /** The first folder of the path: the repository that is copied for a run. */
  public String repository() {
    int slash = local.indexOf('/');
    return slash < 0 ? "" : local.substring(0, slash);
  }
}
