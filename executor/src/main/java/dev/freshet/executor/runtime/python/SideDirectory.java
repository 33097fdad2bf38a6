package dev.freshet.executor.runtime.python;

import dev.freshet.executor.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the runtime needs and the user's environment lacks, installed beside it and never into it.
 *
 * <p>One directory per interpreter tag and set of packages, made in a temporary place and moved
 * when complete.
 */
final class SideDirectory {
  private static final Pattern REQUIREMENT = Pattern.compile("^([A-Za-z0-9_.-]+)\\s*[=<>~!;].*");

  /** The oldest versions with which the runtime was tried; older ones count as lacking. */
  private static final Map<String, String> OLDEST =
      Map.of("cloudpickle", "2.2", "xxhash", "3.0", "ipython", "8.0", "matplotlib-inline", "0.1.3");

  private final List<String> requirements;

  /**
   * Reads pinned requirements, one per line; comments are passed over.
   *
   * @throws EnvironmentException if the file cannot be read
   */
  SideDirectory(Path requirementsFile) {
    try {
      requirements =
          Files.readAllLines(requirementsFile).stream()
              .map(String::strip)
              .filter(l -> !l.isEmpty() && !l.startsWith("#"))
              .toList();
    } catch (IOException e) {
      throw new EnvironmentException(
          "the installation of Freshet is incomplete: " + requirementsFile + " cannot be read", e);
    }
  }

  /** Names of the distributions that the runtime needs, in lower case. */
  List<String> distributions() {
    return requirements.stream().map(SideDirectory::nameOf).distinct().toList();
  }

  /**
   * The directory to use with this interpreter; empty if it has everything itself. Installs when it
   * is not there yet.
   */
  Optional<Path> prepare(Path executable, Probe probe, Path cache, Consumer<String> progress) {
    List<String> lacking =
        requirements.stream().filter(line -> lacks(probe, nameOf(line))).toList();
    if (lacking.isEmpty()) {
      return Optional.empty();
    }
    String name = probe.tag() + "-" + Sha256.of(String.join("\n", lacking)).substring(0, 12);
    Path target = cache.resolve("python").resolve(name);
    if (Files.isDirectory(target)) {
      return Optional.of(target);
    }
    boolean lasting = canWrite(cache.resolve("python"));
    if (!lasting) {
      target = passingDirectory().resolve(name);
    }
    String often = lasting ? "once" : "at every run, for " + cache + " cannot be written";
    progress.accept(
        "preparing "
            + String.join(", ", namesOf(lacking))
            + " for "
            + executable
            + " ("
            + often
            + ")");
    install(executable, probe, lacking, target);
    return Optional.of(target);
  }

  private static boolean canWrite(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempDirectory(directory, "making-"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Of this process and user alone: others must not be able to leave packages there. */
  private static Path passingDirectory() {
    try {
      Path made = Files.createTempDirectory("freshet-python-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(made)));
      return made;
    } catch (IOException e) {
      throw new EnvironmentException("no temporary directory can be made: " + e.getMessage(), e);
    }
  }

  private static void remove(Path made) {
    try {
      Trees.delete(made);
    } catch (IOException e) {
      return; // whoever empties the temporary directory finds it
    }
  }

  private static void install(Path executable, Probe probe, List<String> lacking, Path target) {
    Path parent = target.getParent();
    try {
      Files.createDirectories(parent);
      Path temporary = Files.createTempDirectory(parent, "making-");
      try {
        List<String> command = new ArrayList<>(PipCommand.of(executable, probe, temporary));
        command.addAll(
            List.of("install", "--quiet", "--disable-pip-version-check", "--no-input", "--target"));
        command.add(temporary.resolve("packages").toString());
        command.addAll(lacking);
        Commands.Result result = Commands.run(command, Duration.ofMinutes(10), line -> {});
        if (result.status() != 0) {
          throw new EnvironmentException(
              "pip could not install what Freshet needs beside "
                  + executable
                  + ":\n"
                  + result.tail(6)
                  + "\nRemedy: check the network or pip's settings, or install "
                  + String.join(" ", namesOf(lacking))
                  + " into that environment yourself.");
        }
        move(temporary.resolve("packages"), target);
      } finally {
        Trees.delete(temporary);
      }
    } catch (IOException e) {
      throw new EnvironmentException("cannot write below " + parent + ": " + e.getMessage(), e);
    }
  }

  private static void move(Path made, Path target) throws IOException {
    try {
      Files.move(made, target);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) { // else another process was first, with the same content
        throw e;
      }
    }
  }

  private static boolean lacks(Probe probe, String name) {
    String version = probe.packages().get(name);
    return version == null || Versions.compare(version, OLDEST.getOrDefault(name, "0")) < 0;
  }

  private static List<String> namesOf(List<String> lines) {
    return lines.stream().map(SideDirectory::nameOf).distinct().toList();
  }

  private static String nameOf(String line) {
    Matcher matcher = REQUIREMENT.matcher(line);
    return (matcher.matches() ? matcher.group(1) : line).toLowerCase(Locale.ROOT);
  }
}
