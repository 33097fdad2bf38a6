package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.checks.Rule;
import dev.freshet.server.files.FreshetHome;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The pages that explain rules, as links that an editor can open. */
final class RulePages {
  private static final Map<Rule, String> PAGES = find();

  private RulePages() {}

  /** The page of a rule, where the documentation is installed. */
  static Optional<String> of(Rule rule) {
    return Optional.ofNullable(PAGES.get(rule));
  }

  private static Map<Rule, String> find() {
    Map<Rule, String> pages = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      FreshetHome.page(rule.docs()).map(Path::toUri).ifPresent(p -> pages.put(rule, p.toString()));
    }
    return pages;
  }
}
