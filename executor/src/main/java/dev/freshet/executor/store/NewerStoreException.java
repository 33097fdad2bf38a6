package dev.freshet.executor.store;

import java.nio.file.Path;

/** A store that a later version of Freshet wrote, so that this one must leave it alone. */
public final class NewerStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NewerStoreException(Path root, int version) {
    super(
        root
            + " was written by a newer Freshet (store version "
            + version
            + ", this one knows "
            + StoreFormat.VERSION
            + "); update Freshet, or choose another directory with --store");
  }
}
