package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a function or lambda; the range is empty when there are none. */
public record Arguments(
    int start,
    int end,
    List<Arg> posonlyargs,
    List<Arg> args,
    @Nullable Arg vararg,
    List<Arg> kwonlyargs,
    @Nullable Arg kwarg)
    implements Node {
  public Arguments {
    posonlyargs = List.copyOf(posonlyargs);
    args = List.copyOf(args);
    kwonlyargs = List.copyOf(kwonlyargs);
  }

  @Override
  public void parts(Parts to) {
    to.nodes(posonlyargs);
    to.nodes(args);
    to.node(vararg);
    to.nodes(kwonlyargs);
    to.node(kwarg);
  }
}
