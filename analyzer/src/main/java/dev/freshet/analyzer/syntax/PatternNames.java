package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.MatchCase;
import dev.freshet.analyzer.syntax.tree.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses patterns that bind a name twice, bind differently by alternative, or hide what follows.
 */
final class PatternNames implements Pattern.Visitor<Set<String>> {
  private final ParserBase parser;

  PatternNames(ParserBase parser) {
    this.parser = parser;
  }

  /** Checks the cases of one {@code match}. */
  void check(List<MatchCase> cases) {
    for (int i = 0; i < cases.size(); i++) {
      MatchCase each = cases.get(i);
      each.pattern().accept(this);
      if (i + 1 < cases.size() && each.guard() == null && irrefutable(each.pattern())) {
        parser.problem(each.pattern(), "this pattern makes remaining patterns unreachable");
      }
    }
  }

  private static boolean irrefutable(Pattern pattern) {
    if (pattern instanceof Pattern.MatchAs as) {
      return as.pattern() == null || irrefutable(as.pattern());
    }
    return pattern instanceof Pattern.MatchOr or
        && irrefutable(or.patterns().get(or.patterns().size() - 1));
  }

  private Set<String> bind(Set<String> names, @Nullable Identifier name) {
    if (name != null && !names.add(name.text())) {
      parser.problem(name, "multiple assignments to name '" + name.text() + "' in pattern");
    }
    return names;
  }

  private Set<String> all(List<Pattern> patterns) {
    Set<String> names = new HashSet<>();
    for (Pattern pattern : patterns) {
      for (String name : pattern.accept(this)) {
        if (!names.add(name)) {
          parser.problem(pattern, "multiple assignments to name '" + name + "' in pattern");
        }
      }
    }
    return names;
  }

  @Override
  public Set<String> visitMatchValue(Pattern.MatchValue node) {
    return new HashSet<>();
  }

  @Override
  public Set<String> visitMatchSingleton(Pattern.MatchSingleton node) {
    return new HashSet<>();
  }

  @Override
  public Set<String> visitMatchSequence(Pattern.MatchSequence node) {
    return all(node.patterns());
  }

  @Override
  public Set<String> visitMatchMapping(Pattern.MatchMapping node) {
    return bind(all(node.patterns()), node.rest());
  }

  @Override
  public Set<String> visitMatchClass(Pattern.MatchClass node) {
    Set<String> names = all(node.patterns());
    for (Pattern pattern : node.kwdPatterns()) {
      for (String name : pattern.accept(this)) {
        if (!names.add(name)) {
          parser.problem(pattern, "multiple assignments to name '" + name + "' in pattern");
        }
      }
    }
    return names;
  }

  @Override
  public Set<String> visitMatchStar(Pattern.MatchStar node) {
    return bind(new HashSet<>(), node.name());
  }

  @Override
  public Set<String> visitMatchAs(Pattern.MatchAs node) {
    Pattern inner = node.pattern();
    return bind(inner == null ? new HashSet<>() : inner.accept(this), node.name());
  }

  @Override
  public Set<String> visitMatchOr(Pattern.MatchOr node) {
    List<Pattern> patterns = node.patterns();
    Set<String> names = patterns.get(0).accept(this);
    for (int i = 1; i < patterns.size(); i++) {
      if (irrefutable(patterns.get(i - 1))) {
        parser.problem(patterns.get(i - 1), "this pattern makes remaining patterns unreachable");
      }
      if (!patterns.get(i).accept(this).equals(names)) {
        parser.problem(node, "alternative patterns bind different names");
      }
    }
    return names;
  }
}
