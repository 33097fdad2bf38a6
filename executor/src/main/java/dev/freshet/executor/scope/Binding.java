package dev.freshet.executor.scope;

/** A name and the member of a group it refers to; the member's key differs only for results. */
public record Binding(String name, String group, String key) {
  public Binding as(String otherName) {
    return new Binding(otherName, group, key);
  }
}
