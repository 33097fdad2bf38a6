package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.graph.Reason.Kind;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Whether an execution's result still stands in the world as it is now, and if not, why. */
public final class Staleness {
  private Staleness() {}

  /** Every way in which the present world differs from what the execution observed. */
  public static List<Reason> reasons(CodeCell cell, Execution last, World world) {
    List<Reason> reasons = new ArrayList<>();
    if (!last.digest().equals(cell.digest())) {
      reasons.add(Reason.of(Kind.EDITED, "the cell was edited"));
    }
    Inputs inputs = last.inputs();
    inputs.names().forEach((name, seen) -> compareName(name, seen, world, reasons));
    for (String name : inputs.absent()) {
      world.scope().resolve(name).ifPresent(v -> reasons.add(nowThere(name, v)));
    }
    inputs.ambient().forEach((name, seen) -> compareAmbient(name, seen, world, reasons));
    for (String name : world.hidden()) {
      if (!inputs.ambient().containsKey(name)) {
        compareAmbient(name, Inputs.PRISTINE, world, reasons);
      }
    }
    if (!inputs.names().containsKey(Ambient.PROCESS)) {
      world.scope().resolve(Ambient.PROCESS).ifPresent(v -> reasons.add(processChanged(v)));
    }
    Mortals.missed(
            last.exports().moved().keySet(),
            Set.copyOf(last.exports().deletes()),
            inputs.names().keySet(),
            world.scope())
        .ifPresent(name -> reasons.add(ends(name)));
    inputs.files().forEach((key, seen) -> compareFile(key, seen, world, reasons));
    compareWritten(last, world, reasons);
    if (!inputs.environment().equals(world.environment())) {
      reasons.add(Reason.of(Kind.ENVIRONMENT, "the Python environment changed"));
    }
    if (reasons.isEmpty()) {
      strange(last.groups(), world).ifPresent(ref -> reasons.add(madeAnew(ref, world)));
    }
    return reasons;
  }

  private static void compareName(String name, String seen, World world, List<Reason> reasons) {
    if (world.scope().agrees(name, seen)) {
      return;
    }
    OptionalInt writer =
        world
            .scope()
            .resolve(name)
            .map(v -> OptionalInt.of(v.writer()))
            .orElse(OptionalInt.empty());
    if (world.scope().resolve(name).isPresent()) {
      reasons.add(
          new Reason(Kind.INPUT, Optional.of(name), writer, name + " changed" + in(writer)));
    } else {
      Optional<Integer> deleter = world.scope().deletedBy(name);
      OptionalInt by = deleter.map(OptionalInt::of).orElse(OptionalInt.empty());
      reasons.add(
          new Reason(Kind.DELETED, Optional.of(name), by, name + " is not defined any more"));
    }
  }

  private static String in(OptionalInt cell) {
    return cell.isPresent() ? " in cell " + cell.getAsInt() : "";
  }

  private static Reason nowThere(String name, Version version) {
    return Reason.of(
        Kind.INPUT, name, version.writer(), name + " is now defined in cell " + version.writer());
  }

  private static Reason ends(String name) {
    return new Reason(
        Kind.INPUT,
        Optional.of(name),
        OptionalInt.empty(),
        "it ends what " + name + " was before, which has a finalizer");
  }

  private static Reason processChanged(Version version) {
    return Reason.of(
        Kind.AMBIENT,
        Ambient.PROCESS,
        version.writer(),
        "cell " + version.writer() + " changed the state of its process");
  }

  private static void compareAmbient(String name, String seen, World world, List<Reason> reasons) {
    if (!world.ambient(name).equals(seen)) {
      reasons.add(new Reason(Kind.AMBIENT, Optional.of(name), OptionalInt.empty(), changed(name)));
    }
  }

  private static String changed(String ambient) {
    return switch (ambient) {
      case Ambient.INPUTS -> "cells above it have other texts";
      case Ambient.NAMES -> "other names are defined above it";
      default -> "the state of " + ambient + " changed";
    };
  }

  private static void compareFile(String key, String seen, World world, List<Reason> reasons) {
    Optional<String> now = world.file(key);
    if (now.isPresent() && !now.get().equals(seen)) {
      String path = key.substring(key.indexOf(':') + 1);
      reasons.add(
          new Reason(Kind.FILE, Optional.of(path), OptionalInt.empty(), path + " changed on disk"));
    }
  }

  private static void compareWritten(Execution last, World world, List<Reason> reasons) {
    for (Map.Entry<String, String> written : written(last).entrySet()) {
      Optional<String> now = world.disk(World.contentKey(written.getKey()));
      Set<String> later = world.written().after().getOrDefault(written.getKey(), Set.of());
      boolean overwritten = now.filter(later::contains).isPresent();
      if (now.isPresent() && !now.get().equals(written.getValue()) && !overwritten) {
        reasons.add(
            new Reason(
                Kind.FILE,
                Optional.of(written.getKey()),
                OptionalInt.empty(),
                written.getKey() + ", which it wrote, is not there as it left it"));
      }
    }
  }

  /** A file that it wrote and that neither lies there as it left it nor was overwritten since. */
  public static Optional<Reason> lostFile(Execution last, World world) {
    List<Reason> reasons = new ArrayList<>();
    compareWritten(last, world, reasons);
    return reasons.stream().findFirst();
  }

  /** The files an execution left behind and their digests. */
  public static Map<String, String> written(Execution execution) {
    Map<String, String> digests = new java.util.TreeMap<>();
    for (FileTouch touch : execution.files()) {
      String digest = touch.digest();
      if (touch.writes() && digest != null) {
        digests.put(touch.path(), digest);
      }
    }
    return digests;
  }

  /** Keys of all files that must be looked at before {@link #reasons} can be trusted. */
  public static Set<String> filesToProbe(Execution execution) {
    Set<String> keys = new TreeSet<>(execution.inputs().files().keySet());
    written(execution).keySet().forEach(path -> keys.add(World.contentKey(path)));
    return keys;
  }

  private static Reason madeAnew(String group, World world) {
    return new Reason(
        Kind.INPUT,
        world.scope().nameIn(group),
        OptionalInt.empty(),
        "an object it shares with an earlier cell was made anew");
  }

  /** Whether all objects that an execution's values share with earlier ones are still those. */
  public static boolean refersToLiveObjects(List<Group> made, World world) {
    return strange(made, world).isEmpty();
  }

  /** A group that an execution's values point into, or replace, and that is not there any more. */
  private static Optional<String> strange(List<Group> made, World world) {
    Set<String> own = new TreeSet<>();
    made.forEach(g -> own.add(g.id()));
    Set<String> live = null;
    for (Group group : made) {
      List<String> meant = new ArrayList<>(group.refs());
      meant.addAll(group.replaces());
      for (String ref : meant) {
        if (own.contains(ref)) {
          continue;
        }
        live = live == null ? world.scope().liveGroups() : live;
        if (!live.contains(ref)) {
          return Optional.of(ref);
        }
      }
    }
    return Optional.empty();
  }
}
