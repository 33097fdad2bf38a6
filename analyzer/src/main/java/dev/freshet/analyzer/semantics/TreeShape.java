package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The components of a tree record, offsets left out, so that no kind of node can be forgotten.
 *
 * @param tag a number that stands for the kind of node, the same in every run
 * @param accessors of all components that are not offsets, in order
 * @param parts those of them that may hold nodes
 */
record TreeShape(long tag, List<Method> accessors, List<Method> parts) {
  // Not a map: it does its own locking, and looks classes up faster.
  private static final ClassValue<TreeShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected TreeShape computeValue(Class<?> type) {
          List<Method> accessors = find(type);
          List<Method> parts = accessors.stream().filter(TreeShape::mayHoldNodes).toList();
          return new TreeShape(tag(type.getSimpleName()), accessors, parts);
        }
      };

  TreeShape {
    accessors = List.copyOf(accessors);
    parts = List.copyOf(parts);
  }

  private static boolean mayHoldNodes(Method accessor) {
    Class<?> type = accessor.getReturnType();
    return Node.class.isAssignableFrom(type) || List.class.isAssignableFrom(type);
  }

  static TreeShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static long tag(String name) {
    long tag = 7;
    for (int i = 0; i < name.length(); i++) {
      tag = tag * 131 + name.charAt(i);
    }
    return tag;
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
    for (Method accessor : of(node.getClass()).parts()) {
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

  private static List<Method> find(Class<?> type) {
    List<Method> found = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isOffset(component)) {
        Method accessor = component.getAccessor();
        // The records are public anyway; this only spares a check per call.
        accessor.setAccessible(true);
        found.add(accessor);
      }
    }
    return found;
  }

  private static boolean isOffset(RecordComponent component) {
    String name = component.getName();
    return component.getType() == int.class
        && (name.equals("start") || name.equals("end") || name.endsWith("Start"));
  }
}
