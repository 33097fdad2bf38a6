package dev.freshet.analyzer.semantics.library;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/** Reads the clauses of one rule; a clause it does not know is an {@link IllegalStateException}. */
final class RuleParser {
  private final List<String> mutates = new ArrayList<>();
  private final List<Rule.Ambient> ambient = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private final List<Rule.Fill> fills = new ArrayList<>();
  private boolean property;
  private boolean keeps;
  private boolean fresh;
  private boolean lazy;
  private int looks;
  private Optional<String> returns = Optional.empty();
  private final List<Rule.File> files = new ArrayList<>();
  private Optional<String> restores = Optional.empty();
  private Optional<String> external = Optional.empty();
  private Optional<Rule.Names> names = Optional.empty();
  private Optional<String> state = Optional.empty();
  private Optional<Rule.OpenWorld> openWorld = Optional.empty();
  private Optional<String> by = Optional.empty();
  private final List<String> kinds = new ArrayList<>();
  private Optional<List<String>> holds = Optional.empty();

  private RuleParser() {}

  static Rule parse(String clauses) {
    RuleParser parser = new RuleParser();
    for (String clause : clauses.split(";", -1)) {
      List<String> words = words(clause);
      if (!words.isEmpty()) {
        parser.clause(words);
      }
    }
    return parser.rule();
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringTokenizer all = new StringTokenizer(text);
    while (all.hasMoreTokens()) {
      words.add(all.nextToken());
    }
    return words;
  }

  private void clause(List<String> words) {
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "pure" -> {}
      case "keeps" -> keeps = true;
      case "fresh" -> fresh = true;
      case "property" -> property = true;
      case "fills" -> rest.forEach(each -> fills.add(fill(each)));
      case "lazy" -> lazy = true;
      case "looks" -> rest.forEach(look -> looks |= Look.of(look).mask());
      case "runs" -> runs.addAll(rest);
      case "restores" -> restores = Optional.of(rest.get(0));
      case "mutates" -> mutates.addAll(rest);
      case "returns" -> returns = Optional.of(String.join(" ", rest));
      case "holds" -> holds = Optional.of(List.copyOf(rest));
      case "is" -> kinds.addAll(rest);
      case "by" -> by = Optional.of(rest.get(0));
      case "external" -> external = Optional.of(rest.get(0));
      case "state" -> state = Optional.of(rest.get(0));
      case "ambient" -> ambient.add(ambient(rest));
      case "file" -> files.add(file(rest));
      case "names" ->
          names =
              Optional.of(
                  new Rule.Names(
                      Rule.Names.Language.valueOf(rest.get(0).toUpperCase(Locale.ROOT)),
                      alternatives(rest.get(1))));
      case "open" ->
          openWorld =
              Optional.of(new Rule.OpenWorld(rest.contains("reads"), rest.contains("writes")));
      default -> throw new IllegalStateException("unknown clause: " + String.join(" ", words));
    }
  }

  // ambient NAME MODE [unless KEYWORD|KEYWORD!=TEXT] [if KEYWORD]
  private static Rule.Ambient ambient(List<String> words) {
    return new Rule.Ambient(
        words.get(0),
        mode(words.get(1)),
        after("unless", words).map(RuleParser::alternatives).orElse(List.of()),
        after("if", words));
  }

  // self:CACHE, w|0:CACHE
  private static Rule.Fill fill(String word) {
    int colon = word.indexOf(':');
    return new Rule.Fill(alternatives(word.substring(0, colon)), word.substring(colon + 1));
  }

  private static Optional<String> after(String word, List<String> words) {
    int at = words.indexOf(word);
    return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
  }

  // file ARG MODE [native], file ARG mode ARG [native]
  private static Rule.File file(List<String> words) {
    boolean observable = !words.contains("native");
    if (words.get(1).equals("mode")) {
      return new Rule.File(
          alternatives(words.get(0)), EffectMode.READ, alternatives(words.get(2)), observable);
    }
    return new Rule.File(alternatives(words.get(0)), mode(words.get(1)), List.of(), observable);
  }

  private static List<String> alternatives(String word) {
    return Arrays.asList(word.split("\\|", -1));
  }

  private static EffectMode mode(String word) {
    return switch (word) {
      case "r", "read" -> EffectMode.READ;
      case "w", "write" -> EffectMode.WRITE;
      case "rw", "read-write" -> EffectMode.READ_WRITE;
      default -> throw new IllegalStateException("unknown mode: " + word);
    };
  }

  private Rule rule() {
    return new Rule(
        true, mutates, keeps, returns, fresh, lazy, runs, ambient, files, external, names, state,
        openWorld, restores, looks, by, holds, kinds, fills, property);
  }
}
