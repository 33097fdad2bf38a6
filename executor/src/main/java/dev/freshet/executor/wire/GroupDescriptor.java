package dev.freshet.executor.wire;

import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.scope.Column;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Residence;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A group as it stands in a header; {@code frame} is the index of the payload with its bytes. */
public record GroupDescriptor(
    String id,
    List<String> names,
    @Nullable Segment segment,
    @Nullable Integer frame,
    @Nullable Residence resident,
    @Nullable List<String> refs,
    @Nullable List<String> inner,
    @Nullable List<String> replaces,
    @Nullable List<String> needs,
    @Nullable String fingerprint,
    @Nullable Map<String, VariableDescriptor> variables) {

  /** What is known of a value; see {@link Variable}. */
  public record VariableDescriptor(
      @Nullable String type,
      @Nullable String fingerprint,
      @Nullable Long bytes,
      @Nullable String summary,
      @Nullable List<Column> columns) {
    static VariableDescriptor of(Variable v) {
      return new VariableDescriptor(
          v.type(), v.fingerprint(), v.bytes() < 0 ? null : v.bytes(), v.summary(), v.columns());
    }

    Variable variable() {
      return new Variable(
          type == null ? "object" : type,
          fingerprint,
          bytes == null ? -1 : bytes,
          summary,
          columns == null ? List.of() : columns);
    }
  }

  /** Inline bytes become a payload at the end of {@code payloads}. */
  static GroupDescriptor of(Group group, List<Bytes> payloads) {
    Integer frame = null;
    Bytes inline = group.inline();
    if (inline != null) {
      frame = payloads.size();
      payloads.add(inline);
    }
    Map<String, VariableDescriptor> variables = new LinkedHashMap<>();
    group.variables().forEach((k, v) -> variables.put(k, VariableDescriptor.of(v)));
    return new GroupDescriptor(
        group.id(),
        group.names(),
        group.segment(),
        frame,
        group.resident(),
        group.refs(),
        group.inner(),
        group.replaces(),
        group.needs(),
        group.fingerprint(),
        variables);
  }

  static List<GroupDescriptor> of(List<Group> groups, List<Bytes> payloads) {
    List<GroupDescriptor> all = new ArrayList<>();
    groups.forEach(g -> all.add(of(g, payloads)));
    return all;
  }

  public Group group(List<Bytes> payloads) {
    Map<String, Variable> known = new LinkedHashMap<>();
    if (variables != null) {
      variables.forEach((k, v) -> known.put(k, v.variable()));
    }
    return new Group(
        id,
        names,
        segment,
        frame == null ? null : payloads.get(frame),
        resident,
        refs == null ? List.of() : refs,
        inner == null ? List.of() : inner,
        replaces == null ? List.of() : replaces,
        needs == null ? List.of() : needs,
        fingerprint == null ? "" : fingerprint,
        known);
  }
}
