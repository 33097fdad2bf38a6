package dev.freshet.executor.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process that removes things from a store. Writers need no lock. */
public final class StoreLock implements AutoCloseable {
  private final FileChannel channel;

  private StoreLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Empty while another process, or another thread of this one, removes things. */
  public static Optional<StoreLock> tryTake(Path store) throws IOException {
    FileChannel channel =
        FileChannel.open(
            store.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new StoreLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
