package dev.freshet.executor.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.session.Effect;
import dev.freshet.executor.session.Order;
import dev.freshet.executor.session.SessionEvent;
import dev.freshet.executor.wire.Frames;
import dev.freshet.executor.wire.FromWorker;
import dev.freshet.executor.wire.Json;
import dev.freshet.executor.wire.MalformedMessageException;
import dev.freshet.executor.wire.Message;
import dev.freshet.executor.wire.Signature;
import dev.freshet.executor.wire.ToWorker;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Interpreters on this machine: one zygote, workers forked from it (docs/wire.md). */
public final class LocalPython implements PythonRuntime {
  private static final long LAST_WORDS_MS = 200;

  /** With this exit code a worker says that not the cell but the runtime went wrong. */
  private static final int FAULT = 70;

  private final PythonSettings settings;
  private final RuntimeListener listener;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "freshet-python");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<String> killed = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> processes = new ConcurrentHashMap<>();
  private final Map<String, String> overLimit = new ConcurrentHashMap<>();
  private final SegmentSpace space;
  private final CellLimits limits;
  private final Watch watch;
  private @Nullable Life life;

  /** The space, where values lie, outlives interpreters and is not closed with them. */
  public LocalPython(
      PythonSettings settings, CellLimits limits, SegmentSpace space, RuntimeListener listener) {
    this.settings = settings;
    this.limits = limits;
    this.space = space;
    this.listener = listener;
    MemoryNews news = new MemoryNews(memory -> listener.event(new SessionEvent.MemorySeen(memory)));
    watch = new Watch(limits, space, this::endForLimit, processes, news);
    var unused =
        later.scheduleWithFixedDelay(
            watch::look, Watch.PERIOD_MS, Watch.PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private void endForLimit(String worker, String words) {
    Life now = life();
    if (now != null) {
      overLimit.put(worker, words);
      now.zygote.signal(worker, 9);
    }
  }

  /** All that ends with one zygote. */
  private final class Life {
    final WorkChannel channel;
    final Frames frames;
    final Zygote zygote;
    volatile boolean ending;

    Life() throws IOException {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      String hex = HexFormat.of().formatHex(key);
      frames = new Frames(new Signature(hex));
      channel = new WorkChannel(space.path(), this::received, this::broken);
      zygote = new Zygote(settings, startLine(hex), this::control, this::ended);
    }

    private String startLine(String key) throws IOException {
      ObjectNode line = Json.mapper().createObjectNode();
      line.put("type", "start").put("version", 1).put("endpoint", channel.endpoint());
      line.put("key", key).put("segments", space.path().toString());
      line.put("overflow", space.overflow().toString());
      line.put("cwd", settings.directory().toString());
      line.put("side", settings.side().map(Object::toString).orElse(null));
      line.set("preload", Json.mapper().valueToTree(settings.preload()));
      line.put("threads", settings.threads()).put("hashSeed", 0).putObject("env");
      ObjectNode most = line.putObject("limits");
      if (!settings.observed()) {
        line.put("observe", false);
      }
      limits.memory().ifPresent(bytes -> most.put("memory", bytes));
      most.put("output", limits.output());
      return line.toString();
    }

    /** What a message says; null if it is none of that worker. */
    private @Nullable Runnable received(String worker, List<byte[]> parts) {
      try {
        Message<FromWorker> message = frames.decode(worker, parts);
        return () -> {
          if (!killed.contains(worker)) {
            heard(worker, message);
          }
        };
      } catch (MalformedMessageException | RuntimeException e) {
        dropped(worker, e);
        return null;
      }
    }

    private void heard(String worker, Message<FromWorker> message) {
      try {
        tell(worker, message);
      } catch (RuntimeException e) {
        dropped(worker, e);
      }
    }

    private void dropped(String worker, Exception e) {
      listener.log("dropped from worker " + worker + ": " + e.getMessage());
    }

    private void control(JsonNode message) {
      String worker = message.path("worker").asText();
      switch (message.path("type").asText()) {
        case "zygote" -> {
          listener.event(new SessionEvent.MemorySeen(Machine.now().free(Map.of())));
          listener.event(
              new SessionEvent.RuntimeReady(
                  message.path("environment").asText(),
                  message.path("python").asText(),
                  texts(message.path("paths"))));
        }
        case "forked" -> processes.put(worker, message.path("pid").asLong());
        case "exited" -> exited(worker, message);
        case "fault" -> listener.log("zygote: " + message.path("message").asText());
        default -> {}
      }
    }

    /** What a worker said last may still be on its way: it is heard before its end is told. */
    private void exited(String worker, JsonNode message) {
      watch.end(worker);
      processes.remove(worker);
      Optional<String> limit = Optional.ofNullable(overLimit.remove(worker));
      if (killed.remove(worker) || ending) {
        return;
      }
      if (message.path("code").asInt() == FAULT) {
        listener.log("worker " + worker + " ended by a fault of its own:\n" + zygote.tail());
      }
      SessionEvent event =
          new SessionEvent.RuntimeLost(
              worker, number(message, "code"), number(message, "signal"), List.of(), limit);
      var unused =
          later.schedule(() -> listener.event(event), LAST_WORDS_MS, TimeUnit.MILLISECONDS);
    }

    private void ended(String lastWords) {
      if (ending) {
        return;
      }
      close();
      String message = "Python (" + settings.executable() + ") could not be started or ended";
      listener.event(
          new SessionEvent.RuntimeDown(
              lastWords.isBlank() ? message : message + ":\n" + lastWords, true));
    }

    private void broken(String message) {
      listener.event(new SessionEvent.RuntimeDown(message, false));
    }

    void send(String worker, Message<ToWorker> message) {
      channel.send(worker, frames.encode(worker, message));
    }

    void close() {
      ending = true;
      zygote.end();
      channel.close();
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static OptionalInt number(JsonNode message, String field) {
    return message.hasNonNull(field)
        ? OptionalInt.of(message.path(field).asInt())
        : OptionalInt.empty();
  }

  private void tell(String worker, Message<FromWorker> message) {
    FromWorker header = message.header();
    if (header instanceof FromWorker.Output output) {
      listener.output(output);
    } else if (header instanceof FromWorker.Ready) {
      listener.event(new SessionEvent.WorkerReady(worker));
    } else if (header instanceof FromWorker.Need need) {
      listener.event(new SessionEvent.NeedAsked(need.run(), need.request(), need.name()));
    } else if (header instanceof FromWorker.Gate gate) {
      String detail = gate.detail();
      listener.event(
          new SessionEvent.GateAsked(gate.run(), gate.event(), detail == null ? "" : detail));
    } else if (header instanceof FromWorker.InputRequest input) {
      String prompt = input.prompt();
      listener.event(
          new SessionEvent.InputAsked(input.run(), prompt == null ? "" : prompt, input.password()));
    } else if (header instanceof FromWorker.Done done) {
      watch.end(worker);
      listener.event(
          new SessionEvent.CellDone(
              done.run(), Observations.of(done, message.payloads(), settings.directory())));
    }
  }

  @Override
  public synchronized void start() {
    try {
      life = new Life();
    } catch (IOException e) {
      listener.event(
          new SessionEvent.RuntimeDown(
              "Python (" + settings.executable() + ") cannot be started: " + e.getMessage(),
              false));
    }
  }

  private synchronized @Nullable Life life() {
    return life;
  }

  @Override
  public void fork(String worker) {
    Life now = life();
    if (now != null) {
      now.zygote.fork(worker);
    }
  }

  @Override
  public void kill(String worker) {
    Life now = life();
    if (now != null) {
      killed.add(worker);
      now.zygote.signal(worker, 9);
    }
  }

  @Override
  public void interrupt(String worker) {
    Life now = life();
    if (now != null) {
      now.zygote.signal(worker, 2);
    }
  }

  private void send(String worker, Message<ToWorker> message) {
    Life now = life();
    if (now != null) {
      now.send(worker, message);
    }
  }

  @Override
  public void execute(String worker, Order order) {
    Long pid = processes.get(worker);
    if (pid != null) {
      watch.begin(worker, pid);
    }
    order.groups().forEach(this::use);
    send(worker, ToWorker.Execute.of(order));
  }

  private void use(Group group) {
    Segment segment = group.segment();
    if (segment != null) {
      space.use(segment);
    }
  }

  @Override
  public void answer(Effect.Answer answer) {
    answer.groups().forEach(this::use);
    send(answer.worker(), ToWorker.Value.of(answer));
  }

  @Override
  public void openGate(String worker) {
    send(worker, Message.of(new ToWorker.Open()));
  }

  @Override
  public void giveInput(String worker, Optional<String> text) {
    send(worker, Message.of(new ToWorker.Input(text.orElse(null))));
  }

  private synchronized void stop() {
    if (life != null) {
      life.close();
      life = null;
    }
  }

  @Override
  public void close() {
    stop();
    later.shutdownNow();
  }
}
