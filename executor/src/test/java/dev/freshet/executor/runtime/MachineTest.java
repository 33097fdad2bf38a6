package dev.freshet.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory as a process may use it, told by files as Linux writes them. */
final class MachineTest {
  private static final long MIB = 1L << 20;
  private final Path root;

  MachineTest(@TempDir Path root) throws IOException {
    this.root = root;
    write(
        "proc/meminfo", "MemTotal:       8388608 kB\nMemFree: 1 kB\nMemAvailable:   4194304 kB\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void withoutALimitItIsTheMachines() {
    assertThat(Machine.at(root)).isEqualTo(new Machine(8192 * MIB, 4096 * MIB));
  }

  @Test
  void aLimitOfAnyGroupAboveCounts() throws IOException {
    write("proc/self/cgroup", "0::/system.slice/run-7.scope\n");
    write("sys/fs/cgroup/system.slice/run-7.scope/memory.max", "max\n");
    write("sys/fs/cgroup/system.slice/run-7.scope/memory.current", "1048576\n");
    write("sys/fs/cgroup/system.slice/memory.max", "1073741824\n");
    write("sys/fs/cgroup/system.slice/memory.current", "734003200\n");
    write("sys/fs/cgroup/system.slice/memory.stat", "anon 5\ninactive_file 104857600\n");
    assertThat(Machine.at(root)).isEqualTo(new Machine(1024 * MIB, 424 * MIB));
  }

  @Test
  void theFirstVersionOfControlGroupsIsUnderstood() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/docker/abc\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "536870912\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "536870912\n");
    assertThat(Machine.at(root)).isEqualTo(new Machine(512 * MIB, 0));
  }

  @Test
  void noMoreJobsThanThereIsMemoryFor() {
    assertThat(new Machine(8192 * MIB, 4096 * MIB).jobs(4)).isEqualTo(4);
    assertThat(new Machine(8192 * MIB, 600 * MIB).jobs(4)).isEqualTo(2);
    assertThat(new Machine(512 * MIB, 0).jobs(4)).isEqualTo(1);
  }
}
