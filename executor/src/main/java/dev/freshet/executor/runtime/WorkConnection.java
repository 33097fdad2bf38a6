package dev.freshet.executor.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker's stream. It begins with the worker's name as a part; after that come messages: the
 * number of parts, the length of each, the parts. All numbers are 4 bytes, big endian.
 */
final class WorkConnection {
  private static final int USUAL_CAPACITY = 1 << 16;
  private static final int LONGEST_NAME = 64;

  /** What a message may be: of a worker, and of whoever has not shown yet that it is one. */
  private record Bounds(int parts, int bytes) {}

  private static final Bounds OF_WORKER = new Bounds(1 << 20, 1 << 30);
  private static final Bounds OF_STRANGER = new Bounds(4, 1 << 14);

  private final SocketChannel socket;
  private final SelectionKey key;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  // What has come and was not taken yet lies from `taken` to the buffer's position.
  private ByteBuffer read = ByteBuffer.allocate(USUAL_CAPACITY);
  private int taken;
  private Bounds bounds = OF_STRANGER;
  private @Nullable String worker;

  WorkConnection(SocketChannel socket, SelectionKey key) {
    this.socket = socket;
    this.key = key;
  }

  /** What it calls itself; known once a message came. */
  String worker() {
    return worker == null ? "" : worker;
  }

  /** It is the worker that it says. */
  void trust() {
    bounds = OF_WORKER;
  }

  /** Reads what is there; false at its end. */
  boolean fill() throws IOException {
    makeRoom();
    int got = socket.read(read);
    while (got > 0 && read.hasRemaining()) {
      got = socket.read(read);
    }
    return got >= 0;
  }

  private void makeRoom() {
    if (taken == read.position()) {
      taken = 0;
      read = read.capacity() == USUAL_CAPACITY ? read : ByteBuffer.allocate(USUAL_CAPACITY);
      read.clear();
    } else if (!read.hasRemaining()) {
      ByteBuffer rest = read.duplicate().flip().position(taken);
      if (taken > 0) {
        read.clear().put(rest);
      } else {
        read = ByteBuffer.allocate(Math.multiplyExact(read.capacity(), 2)).put(rest);
      }
      taken = 0;
    }
  }

  /**
   * The parts of the next message; null if it has not come as a whole.
   *
   * @throws IOException if that cannot be a message
   */
  @Nullable List<byte[]> next() throws IOException {
    ByteBuffer there = read.duplicate().flip().position(taken);
    List<byte[]> parts = worker == null && !named(there) ? null : message(there);
    taken = there.position();
    return parts;
  }

  private boolean named(ByteBuffer there) throws IOException {
    if (there.remaining() < Integer.BYTES) {
      return false;
    }
    int length = there.getInt(there.position());
    if (length < 1 || length > LONGEST_NAME) {
      throw new IOException("a name of " + length + " bytes");
    }
    if (there.remaining() < Integer.BYTES + length) {
      return false;
    }
    there.getInt();
    worker = new String(part(there, length), StandardCharsets.UTF_8);
    return true;
  }

  private @Nullable List<byte[]> message(ByteBuffer there) throws IOException {
    int start = there.position();
    if (there.remaining() < Integer.BYTES) {
      return null;
    }
    int count = there.getInt(start);
    if (count < 1 || count > bounds.parts()) {
      throw new IOException("a message of " + count + " parts");
    }
    int head = Integer.BYTES * (1 + count);
    if (there.remaining() < head) {
      return null;
    }
    long size = head;
    for (int i = 1; i <= count; i++) {
      size += Integer.toUnsignedLong(there.getInt(start + Integer.BYTES * i));
    }
    if (size > bounds.bytes()) {
      throw new IOException("a message of " + size + " bytes");
    }
    if (there.remaining() < size) {
      return null;
    }
    there.position(start + head);
    List<byte[]> parts = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      parts.add(part(there, there.getInt(start + Integer.BYTES * i)));
    }
    return parts;
  }

  private static byte[] part(ByteBuffer there, int length) {
    byte[] part = new byte[length];
    there.get(part);
    return part;
  }

  /** Writes at once what the socket takes; the rest when it takes more. From any thread. */
  synchronized void send(List<byte[]> parts) {
    int size = Integer.BYTES * (1 + parts.size());
    for (byte[] part : parts) {
      size = Math.addExact(size, part.length);
    }
    ByteBuffer message = ByteBuffer.allocate(size).putInt(parts.size());
    parts.forEach(part -> message.putInt(part.length));
    parts.forEach(message::put);
    waiting.add(message.flip());
    try {
      flush();
    } catch (IOException e) {
      waiting.clear(); // the worker is gone; the zygote tells
    }
  }

  synchronized void flush() throws IOException {
    while (!waiting.isEmpty()) {
      socket.write(waiting.element());
      if (waiting.element().hasRemaining()) {
        break;
      }
      waiting.remove();
    }
    int wanted = SelectionKey.OP_READ | (waiting.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    if (key.isValid() && key.interestOps() != wanted) {
      key.interestOps(wanted);
      key.selector().wakeup();
    }
  }
}
