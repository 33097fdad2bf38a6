package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates the arguments of calls. */
final class CallArguments {
  private final Interpreter in;

  CallArguments(Interpreter in) {
    this.in = in;
  }

  Args of(Expr.Call node) {
    List<Expr> args = node.args();
    if (args.isEmpty() && node.keywords().isEmpty()) {
      return Args.NONE;
    }
    List<Value> positional = args.isEmpty() ? List.of() : new ArrayList<>(args.size());
    Value rest = null;
    for (int i = 0; i < args.size(); i++) {
      Expr arg = args.get(i);
      if (arg instanceof Expr.Starred starred) {
        Value elements = in.attributes.iterate(in.eval(starred.value()), starred);
        rest = rest == null ? elements : rest.join(elements);
      } else {
        positional.add(in.eval(arg));
      }
    }
    Map<String, Value> keywords = node.keywords().isEmpty() ? Map.of() : new LinkedHashMap<>(4);
    for (int i = 0; i < node.keywords().size(); i++) {
      Keyword keyword = node.keywords().get(i);
      Value value = in.eval(keyword.value());
      if (keyword.arg() != null) {
        keywords.put(keyword.arg().text(), value);
      } else {
        options(value, keywords);
        Value elements = in.attributes.elements(value, keyword.value());
        rest = rest == null ? elements : rest.join(elements);
      }
    }
    return new Args(positional, keywords, rest, false);
  }

  // **options: the keys that are known are keywords like others.
  private static void options(Value value, Map<String, Value> keywords) {
    for (Thing thing : value.things) {
      if (thing.type.equals("dict")) {
        thing.eachContent((key, option) -> keywords.putIfAbsent(key, option));
      }
    }
  }
}
