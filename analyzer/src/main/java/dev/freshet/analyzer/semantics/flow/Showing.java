package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import java.util.Set;

/**
 * Printing and displaying an object runs its own methods, and what was registered for its class.
 */
final class Showing {
  // IPython, "Rich display" and "Custom display logic".
  private static final List<String> METHODS =
      List.of(
          "__repr__",
          "__str__",
          "__format__",
          "_repr_html_",
          "_repr_png_",
          "_repr_latex_",
          "_repr_svg_",
          "_repr_jpeg_",
          "_repr_markdown_",
          "_repr_json_",
          "_repr_javascript_",
          "_repr_pdf_",
          "_repr_pretty_",
          "_repr_mimebundle_",
          "_ipython_display_");
  private static final int DEEPEST = 3;
  private static final Set<String> REGISTERING = Set.of("for_type", "add_printer");
  private static final String REGISTERED = "(shown by)";

  private final Interpreter in;

  Showing(Interpreter in) {
    this.in = in;
  }

  /** The value is printed, or put into a text. */
  void shown(Value value, Node node) {
    in.surroundings.ofShowing(value, node);
    shown(value, node, 0);
  }

  private void shown(Value value, Node node, int depth) {
    for (Thing thing : value.things) {
      if (thing.isContainer() && depth < DEEPEST) {
        shown(thing.contents(), node, depth + 1);
      } else if (thing instanceof InstanceThing instance) {
        for (String method : METHODS) {
          if (in.functions.hasMethod(thing, method)) {
            in.perhaps(() -> in.functions.callMethod(thing, method, List.of(), node));
          }
        }
        Value registered = instance.of.lookUp(REGISTERED);
        if (registered != null) {
          in.perhaps(
              () -> in.calls.call(registered, Args.loose(Value.ATOM).withFirst(value), node));
        }
      }
    }
  }

  /** {@code formatter.for_type(Class, function)}: the function shows what is of the class. */
  void registers(String method, Args args) {
    Value type = args.get("0");
    Value function = args.get("1");
    if (REGISTERING.contains(method) && type != null && function != null) {
      for (Thing thing : type.things) {
        if (thing instanceof ClassThing known) {
          known.put(REGISTERED, function);
        }
      }
    }
  }
}
