package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls code that is not seen: its effects are looked up in the tables. */
final class LibraryCalls {
  /** The field of a context manager that tells which state it puts back. */
  static final String RESTORES = "(restores)";

  private static final Rule UNKNOWN = Rule.unknown();

  private final Interpreter in;
  private final Strings strings;
  private final GivenCode given;
  private final LibraryFiles files;
  final LibraryChanges changes;
  private final LibraryResults results;

  LibraryCalls(Interpreter in) {
    this.in = in;
    strings = new Strings(in);
    given = new GivenCode(in);
    files = new LibraryFiles(in);
    changes = new LibraryChanges(in);
    results = new LibraryResults(in);
  }

  Value function(String path, Args args, Node node) {
    Rule rule = in.library.function(path);
    Value result = apply(rule, null, path, args, node, false);
    if (rule.state().isPresent()) {
      in.ambient(rule.state().get(), EffectMode.READ_WRITE, node);
    }
    return result;
  }

  Value method(Thing receiver, String name, Args args, Node node, boolean surely) {
    if (receiver instanceof InstanceThing instance) {
      given.inherited(instance, name, args, node);
    }
    Rule rule = in.library.method(receiver.type, name);
    in.showing.registers(name, args);
    given.method(receiver, rule, name, args, node);
    String path = isNamed(rule, receiver) ? receiver.type + "." + name : name;
    return apply(rule, receiver, path, args, node, surely);
  }

  // Whether it matters what the method's qualified name is.
  private static boolean isNamed(Rule rule, Thing receiver) {
    String returns = rule.returns().orElse("");
    return rule.openWorld().isPresent()
        || returns.equals("path")
        || returns.equals("fields")
        || receiver.type.startsWith("builtins.");
  }

  /** Calls something of which nothing is known. */
  Value unknown(Args args, Node node) {
    return apply(UNKNOWN, null, Thing.UNKNOWN, args, node, false);
  }

  /** A library's decorator may do something at once, such as registering. */
  void decorator(String path, Value decorated, Node node) {
    Memos.decorate(path, decorated);
    switch (path) {
      case "builtins.staticmethod" -> binder(decorated, FunctionThing.Binder.STATIC);
      case "builtins.classmethod" -> binder(decorated, FunctionThing.Binder.CLASS);
      case "builtins.property", "functools.cached_property", "abc.abstractproperty" ->
          binder(decorated, FunctionThing.Binder.PROPERTY);
      default -> {
        effects(in.library.function(path), node);
        in.spelling.given(in.library.function(path), Args.of(decorated));
        if (path.startsWith("IPython.core.magic.register_")) {
          registerMagic(decorated, node);
        }
      }
    }
  }

  private void registerMagic(Value decorated, Node node) {
    for (Thing thing : decorated.things) {
      if (thing instanceof FunctionThing function) {
        in.magics.register(function.name, node);
      }
    }
  }

  private static void binder(Value decorated, FunctionThing.Binder binder) {
    for (Thing thing : decorated.things) {
      if (thing instanceof FunctionThing function) {
        function.bindAs(binder);
      }
    }
  }

  /** The effects of a rule that do not depend on arguments. */
  void effects(Rule rule, Node node) {
    rule.ambient().forEach(each -> in.ambient(each.name(), each.mode(), node));
    rule.external().ifPresent(what -> in.external(what, node));
  }

  // What was read in a library's text need not happen in this call.
  private Value apply(
      Rule rule, @Nullable Thing receiver, String path, Args args, Node node, boolean surely) {
    return rule.by().isPresent()
        ? in.perhaps(() -> applied(rule, receiver, path, args, node, false))
        : applied(rule, receiver, path, args, node, surely);
  }

  private Value applied(
      Rule rule, @Nullable Thing receiver, String path, Args args, Node node, boolean surely) {
    in.surroundings.ofCall(node);
    in.spelling.given(rule, args);
    in.patches.called(receiver == null ? path : receiver.type, node);
    given.arguments(rule, path, args, node);
    changes.apply(rule, receiver, args, node, surely);
    if (!rule.ambient().isEmpty()) {
      touch(rule, receiver, args, node);
    }
    if (!rule.runs().isEmpty()) {
      runMethods(rule, receiver, args, node);
    }
    if (rule.external().isPresent()) {
      in.external(rule.external().get(), node);
    }
    if (!rule.files().isEmpty()) {
      rule.files().forEach(file -> files.open(file, receiver, args, node));
    }
    if (rule.names().isPresent()) {
      strings.mentioned(rule.names().get(), args, node);
    }
    if (rule.openWorld().isPresent()) {
      Value ran = strings.command(path, args, node);
      if (ran != null) {
        return ran;
      }
      Rule.OpenWorld open = rule.openWorld().get();
      in.open(open.reads(), open.writes(), "calls " + path, node);
    }
    if (rule.keeps() && receiver != null) {
      receiver.put(Thing.ELEMENTS, args.joined());
    }
    Value result = results.of(rule, receiver, path, args, node);
    if (rule.restores().isPresent()) {
      Value state = Value.text(rule.restores().get());
      for (Thing thing : result.things) {
        thing.put(RESTORES, state);
      }
    }
    return result;
  }

  private void touch(Rule rule, @Nullable Thing receiver, Args args, Node node) {
    for (Rule.Ambient each : rule.ambient()) {
      if (!isPrevented(each, receiver, args)) {
        in.ambient(each.name(), each.mode(), node);
      }
    }
  }

  // An argument is given, or was made with a keyword: seed, or 0.seed.
  private static boolean isPrevented(Rule.Ambient each, @Nullable Thing receiver, Args args) {
    for (String key : each.unless()) {
      if (isGiven(key, receiver, args)) {
        return true;
      }
    }
    return each.onlyIf().isPresent() && !isGiven(each.onlyIf().get(), receiver, args);
  }

  private static boolean isGiven(String keyword, @Nullable Thing receiver, Args args) {
    int other = keyword.indexOf("!=");
    if (other > 0) {
      Value given = args.get(keyword.substring(0, other));
      return given != null
          && given.text != null
          && !given.text.equals(keyword.substring(other + 2));
    }
    int dot = keyword.indexOf('.');
    if (dot > 0) {
      Value given = args.get(keyword.substring(0, dot));
      String attribute = keyword.substring(dot + 1);
      return given != null && given.things.length > 0 && allMadeWith(given, attribute);
    }
    return args.get(keyword) != null || (receiver != null && receiver.made.contains(keyword));
  }

  private static boolean allMadeWith(Value value, String keyword) {
    for (Thing thing : value.things) {
      if (!thing.made.contains(keyword)) {
        return false;
      }
    }
    return true;
  }

  // A grid search fits the model it holds, with splits drawn by what it was given.
  private void runMethods(Rule rule, @Nullable Thing receiver, Args args, Node node) {
    Set<Thing> seen = new LinkedHashSet<>();
    if (receiver != null) {
      GivenCode.collect(receiver, seen, 0);
    }
    for (Value value : args.all()) {
      for (Thing thing : value.things) {
        GivenCode.collect(thing, seen, 0);
      }
    }
    for (Thing thing : seen) {
      for (String method : rule.runs()) {
        if (!thing.isUnknown() && !thing.equals(receiver)) {
          for (Rule.Ambient each : in.library.method(thing.type, method).ambient()) {
            if (!isPrevented(each, thing, Args.of())) {
              in.ambient(each.name(), each.mode(), node);
            }
          }
        }
      }
    }
  }
}
