package dev.freshet.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckWatchTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void looksAgainAfterEachSaveWhateverTheEditorDoes() throws Exception {
    Path file = Files.writeString(directory.resolve("a.py"), "# %%\n1\n");
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Thread watcher =
        new Thread(
            () -> {
              try {
                new CheckWatch(List.of(directory))
                    .run(() -> seen.add(texts()), problem -> seen.add(problem));
              } catch (Exception ended) {
                seen.add("ended by " + ended.getClass().getSimpleName());
              }
            });
    watcher.start();
    await(seen, "a.py: 1");
    Files.writeString(file, "# %%\n2\n");
    await(seen, "a.py: 2");
    Path beside = Files.writeString(directory.resolve(".a.py.swp"), "# %%\n3\n");
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    await(seen, "a.py: 3");
    Path below = Files.createDirectories(directory.resolve("deep"));
    await(seen, "a.py: 3");
    Files.writeString(below.resolve("b.py"), "# %%\n4\n");
    await(seen, "a.py: 3 b.py: 4");
    watcher.interrupt();
    await(seen, "ended by InterruptedException");
  }

  private String texts() {
    try {
      StringBuilder all = new StringBuilder();
      for (Path path : new Checker(Settings.isolated(NOTHING)).find(List.of(directory))) {
        all.append(path.getFileName()).append(": ").append(Files.readString(path).charAt(5));
        all.append(' ');
      }
      return all.toString().strip();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static final CheckSelection NOTHING = new CheckSelection(List.of(), List.of(), List.of());

  // A save may be seen in two parts: what matters is that its whole is seen at last.
  private static void await(BlockingQueue<String> seen, String wanted) throws InterruptedException {
    String last = "";
    while (!last.equals(wanted)) {
      String next = seen.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("after " + last + ", waiting for " + wanted).isNotNull();
      last = next;
    }
  }
}
