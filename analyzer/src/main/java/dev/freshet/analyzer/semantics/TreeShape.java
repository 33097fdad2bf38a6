package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The components of a tree record, offsets left out, so that no kind of node can be forgotten. */
final class TreeShape {
  private static final ConcurrentMap<Class<?>, Method[]> ACCESSORS = new ConcurrentHashMap<>();

  private TreeShape() {}

  /** The values of all components that are not offsets, in order. */
  static Method[] accessors(Class<?> type) {
    Method[] known = ACCESSORS.get(type);
    return known != null ? known : ACCESSORS.computeIfAbsent(type, TreeShape::find);
  }

  static @Nullable Object get(Method accessor, Object node) {
    try {
      return accessor.invoke(node);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("unreadable component " + accessor, e);
    }
  }

  /** Calls the consumer with each direct child node, in the order of the components. */
  static void children(Node node, Consumer<Node> consumer) {
    for (Method accessor : accessors(node.getClass())) {
      Object value = get(accessor, node);
      if (value instanceof Node child) {
        consumer.accept(child);
      } else if (value instanceof List<?> list) {
        for (Object item : list) {
          if (item instanceof Node child) {
            consumer.accept(child);
          }
        }
      }
    }
  }

  private static Method[] find(Class<?> type) {
    List<Method> found = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isOffset(component)) {
        found.add(component.getAccessor());
      }
    }
    return found.toArray(new Method[0]);
  }

  private static boolean isOffset(RecordComponent component) {
    String name = component.getName();
    return component.getType() == int.class
        && (name.equals("start") || name.equals("end") || name.endsWith("Start"));
  }
}
