package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freshet run --watch} as a process of its own, with a person who saves files. */
final class WatchTest {
  private static final String END = "watching ";

  private final Path directory;
  private final Path notebook;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private @Nullable Process process;

  WatchTest(@TempDir Path directory) {
    this.directory = directory;
    notebook = directory.resolve("a.py");
  }

  private void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    String home = System.getProperty("freshet.home");
    if (home != null) {
      command.add("-Dfreshet.home=" + home);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.freshet.server.Main", "run", notebook.toString(), "--watch"));
    command.addAll(List.of("--store", directory.resolve("store").toString(), "--jobs", "2"));
    String python = System.getenv("FRESHET_PYTHON");
    if (python != null) {
      command.addAll(List.of("--python", python));
    }
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    process = started;
    Thread reader = new Thread(() -> read(started), "watch-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Process from) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is shown up to a line that begins so. */
  private String until(String beginning) throws InterruptedException {
    StringBuilder shown = new StringBuilder();
    while (true) {
      String line = lines.poll(120, TimeUnit.SECONDS);
      assertThat(line).as("a line '%s…' after\n%s", beginning, shown).isNotNull();
      shown.append(line).append('\n');
      if (line != null && line.startsWith(beginning)) {
        return shown.toString();
      }
    }
  }

  private void save(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private void saveByRename(String file, String text) throws IOException {
    Path fresh = Files.writeString(directory.resolve(file + ".new"), text);
    Files.move(fresh, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  @AfterEach
  void end() throws InterruptedException {
    Process left = process;
    if (left != null) {
      left.destroyForcibly().waitFor();
    }
  }

  @Test
  void everySaveRunsWhatItAffectsAndCtrlCEndsIt() throws Exception {
    save("data.txt", "one");
    save("helper.py", "def word():\n    return 'first'\n");
    String text =
        """
        # %%
        n = 1
        # %%
        print('n is', n)
        # %%
        print('data', open('data.txt').read())
        # %%
        import helper
        print('helper', helper.word())
        """;
    save("a.py", text);
    start();
    assertThat(until(END)).contains("n is 1", "data one", "helper first", "4 ran");

    saveByRename("a.py", text.replace("n = 1", "n = 2"));
    assertThat(until(END)).contains("changed: a.py", "n is 2", "2 ran, 2 current");

    save("data.txt", "two");
    assertThat(until(END)).contains("changed: data.txt", "data two", "1 ran, 3 current");

    saveByRename("helper.py", "def word():\n    return 'second'\n");
    assertThat(until(END)).contains("helper second", "1 ran, 3 current");

    save("a.py", text.replace("n = 1", "n = (2"));
    assertThat(until(END)).contains("SyntaxError", "1 failed");

    Files.delete(notebook);
    assertThat(until("freshet: ")).contains("there is no such file", "waiting for the next save");
    save("a.py", text.replace("n = 1", "n = 3"));
    assertThat(until(END)).contains("n is 3");

    Process running = java.util.Objects.requireNonNull(process);
    List<ProcessHandle> children = running.descendants().toList();
    assertThat(children).isNotEmpty();
    new ProcessBuilder("kill", "-INT", Long.toString(running.pid())).start().waitFor();
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isEqualTo(130);
    for (ProcessHandle child : children) {
      assertThat(child.onExit().get(20, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
