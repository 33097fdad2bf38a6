package dev.freshet.executor.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The ROUTER socket to the workers on a thread of its own. Tasks that are handed to {@link #post}
 * run on that thread, which alone may send.
 */
final class WorkChannel implements AutoCloseable {
  private final ZContext context = new ZContext(1);
  private final ZMQ.Socket router;
  private final Pipe wake;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final BiConsumer<String, List<byte[]>> onMessage;
  private final Consumer<String> onFault;
  private final Thread thread;
  private final int port;
  private volatile boolean open = true;

  /** {@code onFault} hears of what ends the channel although nobody closed it. */
  WorkChannel(BiConsumer<String, List<byte[]>> onMessage, Consumer<String> onFault)
      throws IOException {
    this.onMessage = onMessage;
    this.onFault = onFault;
    router = context.createSocket(SocketType.ROUTER);
    router.setHWM(0);
    router.setLinger(0);
    port = router.bindToRandomPort("tcp://127.0.0.1");
    wake = Pipe.open();
    wake.source().configureBlocking(false);
    thread = new Thread(this::loop, "freshet-wire");
    thread.setDaemon(true);
    thread.start();
  }

  String endpoint() {
    return "tcp://127.0.0.1:" + port;
  }

  void post(Runnable task) {
    tasks.add(task);
    try {
      wake.sink().write(ByteBuffer.allocate(1));
    } catch (IOException e) {
      // Only after close, when nobody listens any more.
      tasks.clear();
    }
  }

  /** To be called from a posted task only. */
  void send(String worker, List<byte[]> frames) {
    router.sendMore(worker.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < frames.size(); i++) {
      router.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  private void loop() {
    try (ZMQ.Poller poller = context.createPoller(2)) {
      poller.register(router, ZMQ.Poller.POLLIN);
      poller.register(wake.source(), ZMQ.Poller.POLLIN);
      ByteBuffer bytes = ByteBuffer.allocate(256);
      while (open) {
        poller.poll(-1);
        if (poller.pollin(1)) {
          bytes.clear();
          wake.source().read(bytes);
        }
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        while (open && receive()) {}
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      if (open) {
        onFault.accept("the channel to Python broke: " + e);
      }
    } finally {
      context.close();
    }
  }

  private boolean receive() {
    byte[] from = router.recv(ZMQ.DONTWAIT);
    if (from == null) {
      return false;
    }
    List<byte[]> frames = new ArrayList<>();
    while (router.hasReceiveMore()) {
      frames.add(router.recv());
    }
    onMessage.accept(new String(from, StandardCharsets.UTF_8), frames);
    return true;
  }

  @Override
  public void close() {
    post(() -> open = false);
    try {
      thread.join(2000);
      wake.sink().close();
      wake.source().close();
    } catch (IOException e) {
      // Nothing is lost by a pipe that will not close.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
