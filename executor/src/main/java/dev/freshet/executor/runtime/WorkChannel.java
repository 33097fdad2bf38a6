package dev.freshet.executor.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers' connections: a Unix socket in a directory that only the user may enter, or a port of
 * the loopback where there is no such socket. One thread reads; whoever sends writes at once, and
 * leaves to that thread only what the socket does not take.
 */
final class WorkChannel implements AutoCloseable {
  /** A socket's path is at most 108 bytes on Linux and 104 on macOS, its last one zero. */
  private static final int LONGEST_PATH = 100;

  private final Receiver receiver;
  private final Consumer<String> onFault;
  private final Selector selector;
  private final ServerSocketChannel server;
  private final @Nullable Path path;
  private final Map<String, WorkConnection> connections = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean open = true;

  /** Reads the parts of one message. */
  interface Receiver {
    /** What is to be done about it; null if it is not from that worker. */
    @Nullable Runnable read(String worker, List<byte[]> parts);
  }

  /**
   * @param directory where a socket may lie; private to the user
   * @param onFault hears of what ends the channel although nobody closed it
   */
  WorkChannel(Path directory, Receiver receiver, Consumer<String> onFault) throws IOException {
    this.receiver = receiver;
    this.onFault = onFault;
    Path place = directory.resolve(UUID.randomUUID().toString().substring(0, 8) + ".sock");
    ServerSocketChannel unix = unix(place);
    path = unix == null ? null : place;
    server = unix == null ? loopback() : unix;
    selector = Selector.open();
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    thread = new Thread(this::loop, "freshet-wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static @Nullable ServerSocketChannel unix(Path place) {
    if (place.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      return null;
    }
    try {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
          .bind(UnixDomainSocketAddress.of(place));
    } catch (IOException | UnsupportedOperationException e) {
      return null; // no such sockets on this system, or not in this directory
    }
  }

  private static ServerSocketChannel loopback() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** As docs/wire.md has it. */
  String endpoint() throws IOException {
    SocketAddress address = server.getLocalAddress();
    return address instanceof InetSocketAddress inet
        ? "tcp://" + inet.getAddress().getHostAddress() + ":" + inet.getPort()
        : "unix://" + path;
  }

  /** From any thread; a worker that is not connected hears nothing. */
  void send(String worker, List<byte[]> parts) {
    WorkConnection connection = connections.get(worker);
    if (connection != null) {
      connection.send(parts);
    }
  }

  private void loop() {
    try {
      while (open) {
        selector.select(this::serve);
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      if (open) {
        onFault.accept("the channel to Python broke: " + e);
      }
    } finally {
      closeAll();
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.attachment() instanceof WorkConnection connection) {
        serve(connection, key);
      }
    } catch (IOException e) {
      end(key); // what ends with the worker is told by the zygote
    }
  }

  private void accept() throws IOException {
    SocketChannel socket = server.accept();
    if (socket == null) {
      return;
    }
    socket.configureBlocking(false);
    if (path == null) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
    key.attach(new WorkConnection(socket, key));
  }

  private void serve(WorkConnection connection, SelectionKey key) throws IOException {
    if (key.isWritable()) {
      connection.flush();
    }
    if (!key.isReadable()) {
      return;
    }
    boolean more = connection.fill();
    for (List<byte[]> parts = connection.next(); parts != null; parts = connection.next()) {
      String worker = connection.worker();
      Runnable told = receiver.read(worker, parts);
      if (told != null) {
        // Before anyone hears of the message: the answer may come at once.
        connection.trust();
        connections.put(worker, connection);
        told.run();
      } else if (!connections.containsValue(connection)) {
        throw new IOException("a message that is not from " + worker); // whatever it calls itself
      }
    }
    if (!more) {
      end(key);
    }
  }

  private void end(SelectionKey key) {
    key.cancel();
    if (key.attachment() instanceof WorkConnection connection) {
      connections.values().remove(connection);
    }
    try {
      key.channel().close();
    } catch (IOException e) {
      return; // closed enough
    }
  }

  private void closeAll() {
    try {
      selector.keys().forEach(this::end);
      selector.close();
      server.close();
      if (path != null) {
        path.toFile().delete();
      }
    } catch (IOException e) {
      return; // nothing is lost by a socket that will not close
    }
  }

  @Override
  public void close() {
    open = false;
    selector.wakeup();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
