package dev.freshet.executor.scope;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variables that were exported together because they share objects (a co-variable); its content
 * never changes. Exactly one of {@code segment}, {@code inline} and {@code resident} says where its
 * values are; none of them does when they were not kept.
 *
 * @param resident that the values live only in the worker that made them, and why
 * @param refs groups whose objects this one points into, by position
 * @param inner those among refs that no other group can take the place of
 * @param replaces older groups whose members all live on in this one under the same keys
 * @param needs global names that functions inside refer to
 */
public record Group(
    String id,
    List<String> names,
    @Nullable Segment segment,
    @Nullable Bytes inline,
    @Nullable Residence resident,
    List<String> refs,
    List<String> inner,
    List<String> replaces,
    List<String> needs,
    String fingerprint,
    Map<String, Variable> variables) {
  public Group {
    names = List.copyOf(names);
    refs = List.copyOf(refs);
    inner = List.copyOf(inner);
    replaces = List.copyOf(replaces);
    needs = List.copyOf(needs);
    variables = Map.copyOf(variables);
  }

  public boolean isResident() {
    return resident != null;
  }

  public boolean isKept() {
    return segment != null || inline != null;
  }

  public Group withSegment(@Nullable Segment present) {
    return new Group(
        id, names, present, inline, resident, refs, inner, replaces, needs, fingerprint, variables);
  }

  Group withRefs(List<String> present) {
    return new Group(
        id,
        names,
        segment,
        inline,
        resident,
        present,
        inner,
        replaces,
        needs,
        fingerprint,
        variables);
  }

  /** The value's size in bytes as far as it is known. */
  public long size() {
    return segment != null ? segment.size() : inline != null ? inline.size() : 0;
  }

  /** The fingerprint of one member; a resident's is its identity. */
  public String fingerprintOf(String key) {
    Variable variable = variables.get(key);
    String known = variable == null ? null : variable.fingerprint();
    return known == null || isResident() ? "resident:" + id : known;
  }
}
