package dev.freshet.executor.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.session.Effect;
import dev.freshet.executor.session.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the monitor says to a worker; each record is a header without its type and number. */
public sealed interface ToWorker {
  /** The word that stands as {@code type}. */
  String type();

  /** Run one cell. */
  record Execute(
      String run,
      String cell,
      int index,
      int executionCount,
      String source,
      List<GroupDescriptor> groups,
      List<Binding> load,
      List<Binding> also,
      Map<String, @Nullable String> visible,
      Set<String> keep,
      List<AmbientItem> ambient,
      Set<String> ambientKeep,
      boolean eager,
      boolean dynamic,
      @JsonProperty("final") boolean last,
      Set<String> wants,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> inputs,
      boolean allowErrors,
      @Nullable Long timeoutMs)
      implements ToWorker {
    @Override
    public String type() {
      return "execute";
    }

    public static Message<ToWorker> of(Order order) {
      List<Bytes> payloads = new ArrayList<>();
      List<GroupDescriptor> groups = GroupDescriptor.of(order.groups(), payloads);
      List<AmbientItem> ambient = new ArrayList<>();
      order
          .ambient()
          .forEach(
              state -> {
                ambient.add(new AmbientItem(state.name(), state.version(), null, payloads.size()));
                payloads.add(state.state());
              });
      Map<String, @Nullable String> visible = new LinkedHashMap<>();
      order.visible().forEach((name, group) -> visible.put(name, group.orElse(null)));
      Execute header =
          new Execute(
              order.run(),
              order.cell().value(),
              order.index(),
              order.executionCount(),
              order.source(),
              groups,
              order.load(),
              order.also(),
              visible,
              order.keep(),
              ambient,
              order.ambientKeep(),
              order.eager(),
              order.dynamic(),
              order.last(),
              order.wants(),
              order.inputs(),
              order.allowErrors(),
              order.timeoutMs().isPresent() ? order.timeoutMs().getAsLong() : null);
      return new Message<>(header, payloads);
    }
  }

  /** The answer to a need. */
  record Value(
      int request,
      String status,
      @Nullable Binding binding,
      List<Binding> also,
      List<GroupDescriptor> groups)
      implements ToWorker {
    @Override
    public String type() {
      return "value";
    }

    public static Message<ToWorker> of(Effect.Answer answer) {
      List<Bytes> payloads = new ArrayList<>();
      Value header =
          new Value(
              answer.request(),
              answer.found().name().toLowerCase(Locale.ROOT),
              answer.binding(),
              answer.also(),
              GroupDescriptor.of(answer.groups(), payloads));
      return new Message<>(header, payloads);
    }
  }

  /** The answer to a gate: all earlier cells are final. */
  record Open() implements ToWorker {
    @Override
    public String type() {
      return "open";
    }
  }

  /** The user's line; null: nobody can answer. */
  record Input(@Nullable String text) implements ToWorker {
    @Override
    public String type() {
      return "input";
    }
  }

  /** Leave the loop and exit. */
  record Stop() implements ToWorker {
    @Override
    public String type() {
      return "stop";
    }
  }
}
