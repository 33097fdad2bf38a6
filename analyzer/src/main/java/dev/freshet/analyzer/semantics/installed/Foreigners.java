package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of functions of other packages, and of Python's own: the tables know them. */
final class Foreigners {
  /** State that matters to who calls the library; other state is touched by nearly all code. */
  private static final Set<String> STATES =
      Set.of("@numpy.random", "@random", "@torch.random", "@rcParams", "@env", "@cwd");

  private static final List<String> GENERATORS =
      List.of("random_state", "rng", "seed", "generator");

  private final Walk walk;
  private final Library library;
  private final Invoking invoking;

  Foreigners(Walk walk, Invoking invoking) {
    this.walk = walk;
    this.invoking = invoking;
    library = walk.work.library;
  }

  Worth call(Referent.Foreign function, Given given, Expr node) {
    String path = function.path();
    if (path.startsWith("builtins.")) {
      Worth known = builtin(path.substring("builtins.".length()), given, node);
      if (known != null) {
        return known;
      }
    }
    if (path.startsWith("copy.")) {
      return Worth.NEW.withReferents(given.worth("0").is());
    }
    if (path.endsWith(".check_random_state")) {
      return checked(given);
    }
    callBacks(given, node);
    Rule rule = library.function(path);
    for (String what : rule.mutates()) {
      walk.notes.change(given.worth(what), Doings.Change.ITEM, node.start());
    }
    walk.notes.change(given.worth("out"), Doings.Change.ITEM, node.start());
    String site = walk.source.site(node.start());
    for (Rule.Ambient each : rule.ambient()) {
      if (STATES.contains(each.name()) && each.onlyIf().isEmpty()) {
        touch(each, function.unless(), given, site);
      }
    }
    for (String keyword : GENERATORS) {
      walk.notes.draw(given.worth(keyword), site);
    }
    rule.files().forEach(file -> open(file, given));
    rule.external().ifPresent(what -> external(what, site));
    return result(rule, Worth.NEW, given);
  }

  private void touch(Rule.Ambient state, Set<String> known, Given given, String site) {
    Set<String> unless = new HashSet<>(walk.notGiven());
    unless.addAll(known);
    for (String key : state.unless()) {
      Given.Argument argument = given.get(key);
      String here = argument == null || argument.node() == null ? null : Hints.key(argument.node());
      if (here != null && walk.isParameter(here)) {
        unless.add(here);
      } else if (argument != null && !argument.worth().none()) {
        return;
      }
    }
    walk.notes.touch(new Doings.Touch(state.name(), state.mode(), unless, site));
  }

  // The generator that is given; the global one for None.
  private Worth checked(Given given) {
    Given.Argument first = given.get("0");
    if (first == null) {
      return Worth.NEW;
    }
    String key = first.node() == null ? null : Hints.key(first.node());
    Set<String> unless = key != null && walk.isParameter(key) ? Set.of(key) : Set.of();
    return unless.isEmpty() && !first.worth().none()
        ? first.worth()
        : first.worth().join(Worth.of(new Referent.Foreign("numpy.random", unless)));
  }

  private void open(Rule.File file, Given given) {
    Callee of = walk.callee;
    Given.Argument path = given.first(file.argument());
    if (of == null || path == null) {
      return;
    }
    EffectMode mode = file.mode();
    if (!file.modeArgument().isEmpty()) {
      Given.Argument written = given.first(file.modeArgument());
      mode = written == null ? EffectMode.READ : mode(written);
    }
    for (String named : path.worth().direct()) {
      String root = Worth.isPart(named) ? "" : Worth.whole(named);
      if (of.params.contains(root)
          && of.doings.openings.add(new Doings.Opening(root, mode, file.observable()))) {
        walk.work.changed(of);
      }
    }
  }

  private static EffectMode mode(Given.Argument written) {
    if (written.node() instanceof Expr.Constant constant
        && constant.value() instanceof Literal.Str text) {
      boolean reads = text.value().startsWith("r") && !text.value().contains("+");
      return reads ? EffectMode.READ : EffectMode.WRITE;
    }
    return EffectMode.READ_WRITE;
  }

  private void external(String what, String site) {
    Callee of = walk.callee;
    if (of != null && of.doings.external == null) {
      of.doings.external = what;
      of.doings.externalSite = site;
      walk.work.changed(of);
    }
  }

  /** What a function of the tables yields. */
  Worth result(Rule rule, Worth receiver, Given given) {
    boolean method = !receiver.equals(Worth.NEW);
    Worth owner = method ? receiver : given.worth("0");
    String spec = rule.returns().orElse("");
    return switch (spec) {
      case "self", "view" -> owner;
      case "element" -> owner.element();
      case "copy", "deepcopy" -> Worth.NEW.withReferents(owner.is());
      case "partial" -> Worth.NEW.withReferents(given.worth("0").is());
      case "atom", "path", "basename" -> Worth.NEW;
      default -> rule.fresh() ? Worth.NEW : given.held().join(method ? receiver.held() : Worth.NEW);
    };
  }

  /** Functions among the arguments are called. */
  void callBacks(Given given, Expr node) {
    given.positional().forEach(each -> callBack(each.worth(), node));
    given.keywords().values().forEach(each -> callBack(each.worth(), node));
  }

  private void callBack(Worth function, Expr node) {
    for (Referent referent : function.is()) {
      if (referent instanceof Callee callee && callee.binder != Callee.Binder.PROPERTY) {
        Worth receiver = callee.hasReceiver() ? function : null;
        var unused = invoking.invoke(callee, receiver, Given.NOTHING, node);
      }
    }
  }

  private @Nullable Worth builtin(String name, Given given, Expr node) {
    Worth first = given.worth("0");
    return switch (name) {
      case "setattr", "delattr" -> {
        walk.notes.change(first, Doings.Change.ATTRIBUTE, node.start());
        yield Worth.NEW;
      }
      case "object.__setattr__" -> {
        walk.notes.change(first, Doings.Change.ATTRIBUTE, node.start());
        yield Worth.NEW;
      }
      case "getattr" -> first.part();
      case "next", "max", "min" -> first.element();
      case "iter" -> first;
      case "list",
          "tuple",
          "sorted",
          "reversed",
          "enumerate",
          "zip",
          "set",
          "frozenset",
          "dict",
          "map",
          "filter" -> {
        callBacks(given, node);
        yield given.held();
      }
      case "len",
          "int",
          "float",
          "str",
          "bool",
          "isinstance",
          "issubclass",
          "hasattr",
          "range",
          "repr",
          "type",
          "id",
          "abs",
          "round",
          "callable",
          "print" ->
          Worth.NEW;
      default -> null;
    };
  }
}
