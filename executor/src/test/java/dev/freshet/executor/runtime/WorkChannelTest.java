package dev.freshet.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes over a worker's connection, and who is hung up on. */
final class WorkChannelTest {
  private static final byte[] SIGNED = "signed".getBytes(StandardCharsets.UTF_8);

  private final LinkedBlockingQueue<List<byte[]>> heard = new LinkedBlockingQueue<>();
  private WorkChannel channel;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    channel =
        new WorkChannel(
            directory,
            (worker, parts) -> Arrays.equals(parts.get(0), SIGNED) ? () -> heard.add(parts) : null,
            fault -> {});
  }

  @AfterEach
  void close() {
    channel.close();
  }

  private SocketChannel connected() throws IOException {
    String place = channel.endpoint().substring("unix://".length());
    return SocketChannel.open(UnixDomainSocketAddress.of(place));
  }

  private static ByteBuffer name() {
    return ByteBuffer.allocate(6).putInt(2).put((byte) 'w').put((byte) '1').flip();
  }

  private static ByteBuffer message(byte[]... parts) {
    int size = 4 + Arrays.stream(parts).mapToInt(p -> 4 + p.length).sum();
    ByteBuffer message = ByteBuffer.allocate(size).putInt(parts.length);
    Arrays.stream(parts).forEach(p -> message.putInt(p.length));
    Arrays.stream(parts).forEach(message::put);
    return message.flip();
  }

  private List<byte[]> next() throws InterruptedException {
    List<byte[]> parts = heard.poll(30, TimeUnit.SECONDS);
    assertThat(parts).as("a message within 30 s").isNotNull();
    return parts;
  }

  @Test
  void aLongMessageComesInManyPiecesBetweenShortOnes() throws Exception {
    byte[] large = new byte[5_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31);
    }
    try (SocketChannel worker = connected()) {
      worker.write(name());
      for (ByteBuffer sent :
          List.of(message(SIGNED), message(SIGNED, large, new byte[0]), message(SIGNED, SIGNED))) {
        while (sent.hasRemaining()) {
          int end = Math.min(sent.limit(), sent.position() + 70_001);
          ByteBuffer piece = sent.duplicate().limit(end);
          while (piece.hasRemaining()) {
            worker.write(piece);
          }
          sent.position(end);
        }
      }
      assertThat(next()).containsExactly(SIGNED);
      List<byte[]> whole = next();
      assertThat(whole).hasSize(3);
      assertThat(whole.get(1)).isEqualTo(large);
      assertThat(next()).containsExactly(SIGNED, SIGNED);
    }
  }

  @Test
  void aWorkerIsAnsweredAsSoonAsItIsHeard() throws Exception {
    try (SocketChannel worker = connected()) {
      worker.write(name());
      worker.write(message(SIGNED));
      next();
      channel.send("w1", List.of(SIGNED));
      ByteBuffer answer = ByteBuffer.allocate(8 + SIGNED.length);
      while (answer.hasRemaining() && worker.read(answer) >= 0) {}
      assertThat(answer.flip()).isEqualTo(message(SIGNED));
    }
  }

  @Test
  void aStrangerWhoAnnouncesAGigabyteIsHungUpOn() throws Exception {
    try (SocketChannel stranger = connected()) {
      stranger.write(name());
      stranger.write(ByteBuffer.allocate(12).putInt(2).putInt(6).putInt(1 << 30).flip());
      assertThat(stranger.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    assertThat(heard).isEmpty();
  }

  @Test
  void aStrangerWhoCannotSignIsHungUpOn() throws Exception {
    try (SocketChannel stranger = connected()) {
      stranger.write(name());
      stranger.write(message("unsigned".getBytes(StandardCharsets.UTF_8)));
      assertThat(stranger.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    assertThat(heard).isEmpty();
  }
}
