package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern of a {@code case} clause. */
public sealed interface Pattern extends Node {
  /** Calls the method of the visitor that is meant for this kind of node. */
  <R> R accept(Visitor<R> visitor);

  /** A literal or dotted name. */
  record MatchValue(int start, int end, Expr value) implements Pattern {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchValue(this);
    }
  }

  /** {@code None}, {@code True} or {@code False}. */
  record MatchSingleton(int start, int end, Literal.Singleton value) implements Pattern {
    @Override
    public void parts(Parts to) {
      to.value(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchSingleton(this);
    }
  }

  /** {@code [a, *b]}. */
  record MatchSequence(int start, int end, List<Pattern> patterns) implements Pattern {
    public MatchSequence {
      patterns = List.copyOf(patterns);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchSequence(this);
    }
  }

  /** {@code {key: pattern, **rest}}. */
  record MatchMapping(
      int start, int end, List<Expr> keys, List<Pattern> patterns, @Nullable Identifier rest)
      implements Pattern {
    public MatchMapping {
      keys = List.copyOf(keys);
      patterns = List.copyOf(patterns);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(keys);
      to.nodes(patterns);
      to.node(rest);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchMapping(this);
    }
  }

  /** {@code cls(pattern, attr=pattern)}. */
  record MatchClass(
      int start,
      int end,
      Expr cls,
      List<Pattern> patterns,
      List<Identifier> kwdAttrs,
      List<Pattern> kwdPatterns)
      implements Pattern {
    public MatchClass {
      patterns = List.copyOf(patterns);
      kwdAttrs = List.copyOf(kwdAttrs);
      kwdPatterns = List.copyOf(kwdPatterns);
    }

    @Override
    public void parts(Parts to) {
      to.node(cls);
      to.nodes(patterns);
      to.nodes(kwdAttrs);
      to.nodes(kwdPatterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchClass(this);
    }
  }

  /** {@code *name}; no name for {@code *_}. */
  record MatchStar(int start, int end, @Nullable Identifier name) implements Pattern {
    @Override
    public void parts(Parts to) {
      to.node(name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchStar(this);
    }
  }

  /** {@code pattern as name}, {@code name}, or {@code _} when both are absent. */
  record MatchAs(int start, int end, @Nullable Pattern pattern, @Nullable Identifier name)
      implements Pattern {
    @Override
    public void parts(Parts to) {
      to.node(pattern);
      to.node(name);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchAs(this);
    }
  }

  /** {@code a | b}. */
  record MatchOr(int start, int end, List<Pattern> patterns) implements Pattern {
    public MatchOr {
      patterns = List.copyOf(patterns);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatchOr(this);
    }
  }

  /** One method per kind of node, so that a new kind does not compile until handled. */
  interface Visitor<R> {
    R visitMatchValue(MatchValue node);

    R visitMatchSingleton(MatchSingleton node);

    R visitMatchSequence(MatchSequence node);

    R visitMatchMapping(MatchMapping node);

    R visitMatchClass(MatchClass node);

    R visitMatchStar(MatchStar node);

    R visitMatchAs(MatchAs node);

    R visitMatchOr(MatchOr node);
  }
}
