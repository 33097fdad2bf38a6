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
  private static final int FIRST_CAPACITY = 1 << 16;
  private static final int LONGEST_NAME = 64;
  private static final int MOST_PARTS = 1 << 20;
  private static final int LARGEST_MESSAGE = 1 << 30;

  private final SocketChannel socket;
  private final SelectionKey key;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private ByteBuffer read = ByteBuffer.allocate(FIRST_CAPACITY);
  private @Nullable String worker;

  WorkConnection(SocketChannel socket, SelectionKey key) {
    this.socket = socket;
    this.key = key;
  }

  /** What it calls itself; known once a message came. */
  String worker() {
    return worker == null ? "" : worker;
  }

  /** Reads what is there; false at its end. */
  boolean fill() throws IOException {
    if (!read.hasRemaining()) {
      ByteBuffer larger = ByteBuffer.allocate(Math.multiplyExact(read.capacity(), 2));
      read = larger.put(read.flip());
    }
    int got = socket.read(read);
    while (got > 0 && read.hasRemaining()) {
      got = socket.read(read);
    }
    return got >= 0;
  }

  /**
   * The parts of the next message; null if it has not come as a whole.
   *
   * @throws IOException if that cannot be a message
   */
  @Nullable List<byte[]> next() throws IOException {
    read.flip();
    try {
      return worker == null && !named() ? null : message();
    } finally {
      read.compact();
    }
  }

  private boolean named() throws IOException {
    if (read.remaining() < Integer.BYTES) {
      return false;
    }
    int length = read.getInt(read.position());
    if (length < 1 || length > LONGEST_NAME) {
      throw new IOException("a name of " + length + " bytes");
    }
    if (read.remaining() < Integer.BYTES + length) {
      return false;
    }
    read.getInt();
    worker = new String(part(length), StandardCharsets.UTF_8);
    return true;
  }

  private @Nullable List<byte[]> message() throws IOException {
    int start = read.position();
    if (read.remaining() < Integer.BYTES) {
      return null;
    }
    int count = read.getInt(start);
    if (count < 1 || count > MOST_PARTS) {
      throw new IOException("a message of " + count + " parts");
    }
    long head = Integer.BYTES * (1L + count);
    if (read.remaining() < head) {
      return null;
    }
    long size = head;
    for (int i = 1; i <= count; i++) {
      size += Integer.toUnsignedLong(read.getInt(start + Integer.BYTES * i));
    }
    if (size > LARGEST_MESSAGE) {
      throw new IOException("a message of " + size + " bytes");
    }
    if (read.remaining() < size) {
      return null;
    }
    read.position(start + (int) head);
    List<byte[]> parts = new ArrayList<>(count);
    for (int i = 1; i <= count; i++) {
      parts.add(part(read.getInt(start + Integer.BYTES * i)));
    }
    return parts;
  }

  private byte[] part(int length) {
    byte[] part = new byte[length];
    read.get(part);
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
