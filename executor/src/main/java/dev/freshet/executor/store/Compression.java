package dev.freshet.executor.store;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether compressing a value pays, measured on pieces of it: it must save a quarter of the bytes,
 * and unpacking all of it must take less than a quarter of what computing it again would. A file
 * that lies there as it was written is mapped in no time, so small and fast values stay as they
 * are.
 */
final class Compression {
  static final int LEVEL = 1;
  private static final long SMALLEST = 1 << 20;
  private static final int PIECE = 1 << 17;
  private static final int PIECES = 8;
  private static final double MOST_LEFT = 0.75;
  private static final double MOST_OF_COST = 0.25;

  private Compression() {}

  /** Sizes in bytes and the time to unpack, summed over the pieces that were tried. */
  record Trial(long plain, long packed, double unpackMs) {
    boolean pays(long size, double costMs) {
      double whole = unpackMs * size / Math.max(1, plain);
      return packed < MOST_LEFT * plain && whole < MOST_OF_COST * costMs;
    }
  }

  static boolean pays(Path file, long size, double costMs) throws IOException {
    return size >= SMALLEST && trial(file, size).pays(size, costMs);
  }

  /** Packs and unpacks pieces spread over the file. */
  static Trial trial(Path file, long size) throws IOException {
    long plain = 0;
    long packed = 0;
    long nanos = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int i = 0; i < PIECES; i++) {
        byte[] piece = piece(channel, size / PIECES * i);
        byte[] small = Zstd.compress(piece, LEVEL);
        long start = System.nanoTime();
        byte[] back = new byte[piece.length];
        Zstd.decompress(back, small);
        nanos += System.nanoTime() - start;
        plain += piece.length;
        packed += small.length;
      }
    }
    return new Trial(plain, packed, nanos / 1e6);
  }

  private static byte[] piece(FileChannel channel, long offset) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    for (long at = offset; buffer.hasRemaining(); ) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        break;
      }
      at += n;
    }
    byte[] piece = new byte[buffer.position()];
    buffer.flip().get(piece);
    return piece;
  }
}
