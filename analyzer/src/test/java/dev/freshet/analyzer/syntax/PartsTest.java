package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** No kind of node forgets one of its components, or tells them in another order. */
final class PartsTest {
  private static final String EVERY_KIND =
      """
      import a.b as c
      from .d import e
      @deco
      def f[T: int](p, /, q: int = 1, *r, s=2, **t) -> int:
          global g
          yield p
          yield from q
          return (lambda u: u)(q)
      async def h(i):
          async with i as j, k:
              await i
          async for l in i:
              break
          else:
              continue
      class M(N, metaclass=O):
          def p(self):
              x = 1
              def q():
                  nonlocal x
              assert x, 'no'
              raise E from None
      type Alias[*Ts, **P] = int
      v: int = 3
      w += 1
      del w, v
      try:
          pass
      except (A, B) as err:
          ...
      else:
          x = not y and z or -1 < 2 <= 3
      finally:
          x = [*a, b][1:2:3], {c: d, **e}, {f, g}, (h := 1), 1j, b'k', None
      while x if y else z:
          x = {k: v for k, v in d if k}, {k for k in d}, [k for k in d], (k for k in d)
      match x:
          case [1, *rest] if rest: pass
          case {'k': v, **others}: pass
          case C(1, kw=2) | None: pass
          case a.b as n: pass
      f'{a!r:>{w}} b'
      t'{a!r:>{w}} b'
      %time x = 1
      !ls $x {y}
      x?
      """;

  @Test
  void everyComponentButOffsetsIsTold() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    compare(Parser.parse(EVERY_KIND).tree(), seen);
    for (String odd : List.of("%%timeit x = 1\ny = x", "x = ", "x\n) y z", "x = (")) {
      compare(Parser.parse(odd).tree(), seen);
    }
    for (String cell : cells()) {
      compare(Parser.parse(cell).tree(), seen);
    }
    Set<Class<?>> kinds = new HashSet<>();
    kinds(Node.class, kinds);
    kinds.removeAll(seen);
    assertThat(kinds).as("kinds of nodes that no example has").isEmpty();
  }

  private static void kinds(Class<?> type, Set<Class<?>> into) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted == null) {
      into.add(type);
    } else {
      for (Class<?> each : permitted) {
        kinds(each, into);
      }
    }
  }

  private static void compare(Node node, Set<Class<?>> seen) throws ReflectiveOperationException {
    seen.add(node.getClass());
    List<@Nullable Object> expected = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      if (!isOffset(component)) {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        expected.add(accessor.invoke(node));
      }
    }
    Told told = new Told();
    node.parts(told);
    assertThat(told.parts).as("parts of %s", node).isEqualTo(expected);
    for (Node child : told.nodes) {
      compare(child, seen);
    }
  }

  private static boolean isOffset(RecordComponent component) {
    String name = component.getName();
    return component.getType() == int.class
        && (name.equals("start") || name.equals("end") || name.endsWith("Start"));
  }

  private static List<String> cells() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PartsTest.class.getResourceAsStream("/cells20.py"))) {
      return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^# %%.*\\R"));
    }
  }

  private static final class Told implements Parts {
    final List<@Nullable Object> parts = new ArrayList<>();
    final List<Node> nodes = new ArrayList<>();

    @Override
    public void node(@Nullable Node part) {
      parts.add(part);
      if (part != null) {
        nodes.add(part);
      }
    }

    @Override
    public void nodes(List<? extends Node> all) {
      parts.add(all);
      nodes.addAll(all);
    }

    @Override
    public void text(String text) {
      parts.add(text);
    }

    @Override
    public void value(Object value) {
      parts.add(value);
    }

    @Override
    public void values(List<?> values) {
      parts.add(values);
    }

    @Override
    public void number(int number) {
      parts.add(number);
    }

    @Override
    public void mark(boolean is) {
      parts.add(is);
    }
  }
}
