package dev.freshet.executor.session;

import dev.freshet.executor.plan.Ambient;
import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Residence;
import dev.freshet.executor.scope.Variable;
import dev.freshet.executor.session.ToyNamespace.Box;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A simulated worker: it loads groups, runs statements one by one, asks for names it lacks, and at
 * the end exports what was bound or changed, with references to groups that did not change.
 */
final class ToyWorker {
  /** Content of a group's members: a list of numbers, or a member of another group. */
  record Member(List<Integer> items, @Nullable String refGroup, @Nullable String refKey) {}

  private final Map<String, Map<String, Member>> segments;
  final String name;
  private final Map<String, Map<String, Box>> live = new HashMap<>();
  private int generator = 1;
  @Nullable Order order;
  private List<ToyProgram.Op> ops = List.of();
  private int at;
  private final ToyNamespace machine = new ToyNamespace();
  private final Map<String, Box> vars = new TreeMap<>();
  private final Map<String, String> reads = new TreeMap<>();
  private final Set<String> absent = new TreeSet<>();
  private final IdentityHashMap<Box, List<Integer>> before = new IdentityHashMap<>();
  private final IdentityHashMap<Box, Binding> origin = new IdentityHashMap<>();
  private final Map<String, Box> startVars = new HashMap<>();
  private final Map<String, Binding> beside = new TreeMap<>();
  private final Map<String, String> visible = new HashMap<>();
  private final List<String> out = new ArrayList<>();
  private final Set<String> deleted = new TreeSet<>();
  private final Map<String, String> loaded = new TreeMap<>();
  private Optional<String> listed = Optional.empty();
  private final Set<String> saved = new TreeSet<>();
  private boolean drew;
  private boolean seeded;
  private boolean gated;
  private boolean asked;
  private boolean patched;
  private boolean failed;
  private int environment;
  private int request;

  /** Told to stop: it ends its cell at the next opportunity. */
  boolean interrupted;

  ToyWorker(String name, Map<String, Map<String, Member>> segments, Map<String, String> disk) {
    this.name = name;
    machine.disk = disk;
    this.segments = segments;
  }

  void begin(Order next, List<ToyProgram.Op> code) {
    order = next;
    ops = code;
    at = 0;
    request = 0;
    drew = false;
    seeded = false;
    gated = next.last();
    asked = false;
    patched = false;
    failed = false;
    interrupted = false;
    vars.clear();
    reads.clear();
    absent.clear();
    before.clear();
    origin.clear();
    startVars.clear();
    beside.clear();
    visible.clear();
    out.clear();
    deleted.clear();
    loaded.clear();
    listed = Optional.empty();
    saved.clear();
    live.keySet().retainAll(next.keep());
    next.visible().forEach((n, g) -> visible.put(n, g.orElse("")));
    if (!next.ambientKeep().contains("@random")) {
      machine.generator = 1;
    }
    if (!next.ambientKeep().contains("@env")) {
      machine.environment = 0;
    }
    next.ambient().forEach(this::restore);
    generator = machine.generator;
    environment = machine.environment;
    bind(next.load());
    hold(next.also());
  }

  /** Has the objects at hand that share something with what it was given; binds no name. */
  private void hold(List<Binding> bindings) {
    for (Binding binding : bindings) {
      if (!vars.containsKey(binding.name()) && !deleted.contains(binding.name())) {
        load(binding.group(), binding.key());
        beside.put(binding.name(), binding);
      }
    }
  }

  private void restore(AmbientState state) {
    int value = Integer.parseInt(text(state.state()));
    if (state.name().equals("@random")) {
      machine.generator = value;
    } else {
      machine.environment = value;
    }
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  private void bind(List<Binding> bindings) {
    for (Binding binding : bindings) {
      if (binding.name().equals(Ambient.PROCESS)) {
        if (!live.containsKey(binding.group())) {
          throw new AssertionError("sent to " + name + ", which is not " + binding.group());
        }
        reads.put(binding.name(), binding.group());
        continue;
      }
      Box box = load(binding.group(), binding.key());
      vars.put(binding.name(), box);
      startVars.put(binding.name(), box);
      reads.put(binding.name(), binding.group());
    }
  }

  private Box load(String group, String key) {
    Map<String, Box> boxes = live.computeIfAbsent(group, g -> new HashMap<>());
    Box known = boxes.get(key);
    if (known != null) {
      note(known, group, key);
      return known;
    }
    Member member = segments.getOrDefault(group, Map.of()).get(key);
    if (member == null) {
      throw new AssertionError("no value of " + key + " in " + group + " on " + name);
    }
    if (member.refGroup() != null && member.refKey() != null) {
      Box box = load(member.refGroup(), member.refKey());
      boxes.put(key, box);
      return box;
    }
    Box box = new Box(member.items());
    segments.getOrDefault(group, Map.of()).forEach((k, m) -> boxes.put(k, box));
    note(box, group, key);
    return box;
  }

  private void note(Box box, String group, String key) {
    before.putIfAbsent(box, List.copyOf(box.items));
    origin.putIfAbsent(box, new Binding(key, group, key));
  }

  /** Does one thing, and says what it asks of the monitor or that it is done. */
  Optional<SessionEvent> step() {
    Order now = Objects.requireNonNull(order);
    if (at == ops.size() || failed || interrupted) {
      return Optional.of(new SessionEvent.CellDone(now.run(), finish(now)));
    }
    ToyProgram.Op op = ops.get(at);
    for (String wanted : ToyNamespace.lookups(op)) {
      if (!vars.containsKey(wanted) && !absent.contains(wanted) && !deleted.contains(wanted)) {
        if (visible.containsKey(wanted)) {
          return Optional.of(new SessionEvent.NeedAsked(now.run(), ++request, wanted));
        }
        absent.add(wanted);
      }
    }
    if (op instanceof ToyProgram.Op.Act act && !gated) {
      return Optional.of(new SessionEvent.GateAsked(now.run(), "open", act.what()));
    }
    if (op instanceof ToyProgram.Op.Save save && vars.containsKey(save.name())) {
      if (!gated) {
        return Optional.of(new SessionEvent.GateAsked(now.run(), "open", save.file()));
      }
      saved.add(save.file());
    }
    if (op instanceof ToyProgram.Op.Load load && !saved.contains(load.file())) {
      loaded.putIfAbsent(load.file(), machine.disk.getOrDefault(load.file(), "absent"));
    }
    if (op instanceof ToyProgram.Op.Deny deny) {
      absent.add(deny.name());
    }
    if (op instanceof ToyProgram.Op.Listing) {
      listed = Optional.of(listed.orElse(new TreeSet<>(machine.disk.keySet()).toString()));
    }
    if (op instanceof ToyProgram.Op.Ask && !asked) {
      return Optional.of(new SessionEvent.InputAsked(now.run(), "?", false));
    }
    asked = false;
    Set<String> had = new HashSet<>(vars.keySet());
    failed = !machine.run(op, vars, out);
    patched |= op instanceof ToyProgram.Op.Patch;
    had.removeAll(vars.keySet());
    deleted.addAll(had);
    deleted.removeAll(vars.keySet());
    drew |= op instanceof ToyProgram.Op.Draw && !seeded;
    seeded |= op instanceof ToyProgram.Op.Seed;
    at++;
    return Optional.empty();
  }

  void open() {
    gated = true;
  }

  /** What the user said is there. */
  void given() {
    asked = true;
  }

  void answer(Effect.Answer answer) {
    if (answer.found() == Effect.Found.ABORTED) {
      failed = true;
      return;
    }
    Binding binding = answer.binding();
    if (binding == null) {
      // The name is in `visible` and not there: remembered so that it is not asked for again.
      visible.clear();
      Order now = Objects.requireNonNull(order);
      now.visible().forEach((n, g) -> visible.put(n, g.orElse("")));
      absent.add(
          ToyNamespace.lookups(ops.get(at)).stream()
              .filter(n -> !vars.containsKey(n) && !absent.contains(n))
              .findFirst()
              .orElseThrow());
      return;
    }
    beside.remove(binding.name());
    if (!vars.containsKey(binding.name()) && !deleted.contains(binding.name())) {
      bind(List.of(binding));
    }
    hold(answer.also());
  }

  private Observation finish(Order now) {
    Set<String> mutated = new TreeSet<>();
    Set<String> written = new TreeSet<>();
    Map<Box, Set<String>> exports = new LinkedHashMap<>();
    vars.forEach(
        (variable, box) -> {
          boolean changed = before.containsKey(box) && !box.items.equals(before.get(box));
          boolean rebound = startVars.get(variable) != box;
          if (changed && !rebound) {
            mutated.add(variable);
          } else if (rebound) {
            written.add(variable);
          }
          if (changed || rebound) {
            exports.computeIfAbsent(box, b -> new TreeSet<>()).add(variable);
          }
        });
    beside.forEach(
        (variable, binding) -> {
          Box box = load(binding.group(), binding.key());
          boolean changed = !box.items.equals(before.get(box));
          if (changed && !vars.containsKey(variable) && !deleted.contains(variable)) {
            mutated.add(variable);
            reads.put(variable, binding.group());
            exports.computeIfAbsent(box, b -> new TreeSet<>()).add(variable);
          }
        });
    List<Group> groups = new ArrayList<>();
    Map<String, String> moved = new HashMap<>();
    exports.forEach(
        (box, names) -> groups.add(export(now.run() + "." + groups.size(), box, names, moved)));
    if (patched) {
      groups.add(processState(now.run() + ".process", moved));
    }
    List<AmbientState> ambient = new ArrayList<>();
    if (machine.generator != generator || seeded) {
      ambient.add(state("@random", machine.generator, now.run()));
    }
    if (machine.environment != environment) {
      ambient.add(state("@env", machine.environment, now.run()));
    }
    Set<String> spoiled = new TreeSet<>();
    before.forEach(
        (box, items) -> {
          if (!box.items.equals(items)) {
            live.forEach(
                (group, members) -> {
                  if (members.containsValue(box) && !group.startsWith(now.run() + ".")) {
                    spoiled.add(group);
                  }
                });
          }
        });
    live.keySet().removeAll(spoiled);
    Set<String> gone = new LinkedHashSet<>(deleted);
    order = null;
    if (failed || interrupted) {
      return failure();
    }
    return new Observation(
        Observation.Ending.OK,
        null,
        reads,
        absent,
        written,
        mutated,
        gone,
        groups,
        moved,
        ambient,
        drew ? Set.of("@random") : Set.of(),
        touched(),
        List.of(),
        patched ? List.of("patched") : List.of(),
        List.of(),
        spoiled,
        Set.of(),
        List.copyOf(out),
        1);
  }

  /** A cell that raised or was interrupted exports nothing, but was seen doing what it did. */
  private Observation failure() {
    return new Observation(
        failed ? Observation.Ending.ERROR : Observation.Ending.INTERRUPTED,
        failed ? CellError.of("NameError", "a name is missing") : null,
        reads,
        absent,
        Set.of(),
        Set.of(),
        Set.of(),
        List.of(),
        Map.of(),
        List.of(),
        drew ? Set.of("@random") : Set.of(),
        touched(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        List.copyOf(out),
        1);
  }

  private static AmbientState state(String name, int value, String run) {
    String text = Integer.toString(value);
    return new AmbientState(name, text, Bytes.of(text.getBytes(StandardCharsets.UTF_8)), run);
  }

  private Group processState(String id, Map<String, String> moved) {
    moved.put(Ambient.PROCESS, id);
    live.put(id, new HashMap<>());
    Variable variable = new Variable("process", null, 0, null, List.of());
    return new Group(
        id,
        List.of(Ambient.PROCESS),
        null,
        null,
        Residence.because("patched"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        id,
        Map.of(Ambient.PROCESS, variable));
  }

  private List<FileTouch> touched() {
    List<FileTouch> files = new ArrayList<>();
    loaded.forEach((file, content) -> files.add(new FileTouch(file, "read", content)));
    listed.ifPresent(found -> files.add(new FileTouch(".", "list", found)));
    saved.forEach(file -> files.add(new FileTouch(file, "write", machine.disk.get(file))));
    return files;
  }

  private Group export(String id, Box box, Set<String> names, Map<String, String> moved) {
    names.forEach(n -> moved.put(n, id));
    Binding from = origin.get(box);
    boolean changed = from == null || !box.items.equals(before.get(box));
    Map<String, Member> members = new HashMap<>();
    Map<String, Variable> variables = new HashMap<>();
    Map<String, Box> boxes = new HashMap<>();
    for (String n : names) {
      members.put(
          n,
          changed || from == null
              ? new Member(List.copyOf(box.items), null, null)
              : new Member(List.of(), from.group(), from.key()));
      variables.put(n, new Variable("box", box.items.toString(), 8, null, List.of()));
      boxes.put(n, box);
    }
    List<String> refs = changed || from == null ? List.of() : List.of(from.group());
    boolean resident = box.resident;
    if (!resident) {
      segments.put(id, members);
    }
    if (changed) {
      live.values().removeIf(m -> m.containsValue(box));
    }
    live.put(id, boxes);
    return new Group(
        id,
        List.copyOf(names),
        null,
        resident ? null : Bytes.of(new byte[] {1}),
        resident ? Residence.because("box") : null,
        refs,
        List.of(),
        List.of(),
        List.of(),
        names + box.items.toString() + refs.size(),
        variables);
  }
}
