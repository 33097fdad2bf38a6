package dev.freshet.server.promise;

import dev.freshet.server.files.FreshetHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code freshet run} in a process of its own that may be killed, with all that it starts. */
final class KilledRun {
  private static final Pattern DONE = Pattern.compile("✓ cell \\d+ \\[(\\w+)] (ran|restored)");

  /** Whom to kill. */
  enum Victim {
    MONITOR,
    KEEPER,
    ZYGOTE,
    WORKER
  }

  private final Path place;
  private final Process process;
  private final Path out;
  private final Path err;

  /** Starts it; what it writes goes to files beside the notebook's directory. */
  KilledRun(Path place, Path notebook, Path store) throws IOException {
    this.place = place;
    out = Files.createTempFile(place, "out", ".txt");
    err = Files.createTempFile(place, "err", ".txt");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Dfreshet.home=" + FreshetHome.runtime().getParent(),
                "-Djava.io.tmpdir=" + Files.createDirectories(place.resolve("tmp")),
                "-cp",
                classes,
                "dev.freshet.server.Main",
                "run",
                notebook.toString(),
                "--jobs",
                "2",
                "--store",
                store.toString()));
    Optional.ofNullable(System.getenv("FRESHET_PYTHON"))
        .ifPresent(python -> command.addAll(List.of("--python", python)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("FRESHET_SHM", sharedMemory(place).toString());
    process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Shared memory of these runs alone, so that what is left can be counted. */
  static Path sharedMemory(Path place) throws IOException {
    Path shm = Path.of("/dev/shm");
    Path base = Files.isWritable(shm) ? shm : place;
    return Files.createDirectories(base.resolve("kills-" + ProcessHandle.current().pid()));
  }

  /** Waits until there is a process of the kind; false when the run ended without one. */
  boolean awaits(Victim victim) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (process.isAlive() && find(victim).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("there never was a " + victim + ": " + said());
      }
      Thread.sleep(2);
    }
    return process.isAlive();
  }

  /** Kills one process of the kind as soon as there is one; false when the run ended before. */
  boolean kill(Victim victim, java.util.Random random) throws InterruptedException {
    while (awaits(victim)) {
      List<ProcessHandle> found = find(victim);
      if (!found.isEmpty() && found.get(random.nextInt(found.size())).destroyForcibly()) {
        return true;
      }
    }
    return false;
  }

  private List<ProcessHandle> find(Victim victim) {
    Stream<ProcessHandle> keepers = process.toHandle().children().filter(KilledRun::isRuntime);
    return switch (victim) {
      case MONITOR -> List.of(process.toHandle());
      case KEEPER -> keepers.toList();
      case ZYGOTE -> keepers.flatMap(ProcessHandle::children).toList();
      case WORKER ->
          keepers.flatMap(ProcessHandle::children).flatMap(ProcessHandle::children).toList();
    };
  }

  private static boolean isRuntime(ProcessHandle handle) {
    return handle.info().commandLine().map(c -> c.contains("freshet_runtime")).orElse(false);
  }

  /** The exit status; fails when it does not end. */
  int await() throws InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the run did not end: " + said());
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String said() {
    return text(out) + text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Names of cells that were told done, by how: {@code ran} or {@code restored}. */
  List<String> done(String how) {
    List<String> names = new ArrayList<>();
    // A line that the killed process did not finish was not told.
    String whole = text(out).substring(0, text(out).lastIndexOf('\n') + 1);
    Matcher matcher = DONE.matcher(whole);
    while (matcher.find()) {
      if (matcher.group(2).equals(how)) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  /** Processes of this run that are still there, after some patience. */
  List<Long> orphans() throws InterruptedException {
    List<Long> left = working();
    for (int i = 0; i < 400 && !left.isEmpty(); i++) {
      Thread.sleep(25);
      left = working();
    }
    return left;
  }

  private List<Long> working() {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(this::isHere)
          .map(p -> Long.parseLong(p.getFileName().toString()))
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  /** All that the run started, and it alone, has its mark in the environment. */
  private boolean isHere(Path entry) {
    try {
      String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
      return environment.contains("FRESHET_SHM=" + sharedMemory(place));
    } catch (IOException e) {
      return false;
    }
  }
}
