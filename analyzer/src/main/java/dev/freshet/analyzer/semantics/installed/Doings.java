package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.EffectMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a function of a package does beside yielding something; it only ever grows. */
final class Doings {
  private static final int MOST = 6;

  /** Interpreter state that is touched unless one of these was given. */
  record Touch(String name, EffectMode mode, Set<String> unless, String site) {
    public Touch {
      unless = Set.copyOf(unless);
    }
  }

  /**
   * What is changed in place.
   *
   * @param onlyIf the parameter without which it is not; empty when it always is; after an
   *     exclamation mark, the one with which it is not
   * @param of the classes of one of which it must be an object, by their paths, with bars between;
   *     empty for any
   */
  record Changed(String root, String onlyIf, String of) {
    static final String UNLESS = "!";
  }

  /**
   * A change in place.
   *
   * @param ways how: {@code .} an attribute is set, {@code []} an item, or a method's name
   */
  record Change(Set<String> ways, String site) {
    static final String ATTRIBUTE = ".";
    static final String ITEM = "[]";

    Change(String way, String site) {
      this(Set.of(way), site);
    }
  }

  /** Notes a change; whether that is news. */
  boolean change(Changed changed, Change change) {
    Change always = changes.get(new Changed(changed.root(), "", ""));
    if (always != null && always.ways().containsAll(change.ways())) {
      return false;
    }
    Change known = changes.get(changed);
    Set<String> ways = known == null ? change.ways() : Worth.union(known.ways(), change.ways());
    if (known != null && known.ways().size() == ways.size()) {
      return false;
    }
    changes.put(changed, new Change(ways, known == null ? change.site() : known.site()));
    return true;
  }

  /** A file that a parameter names. */
  record Opening(String param, EffectMode mode, boolean observable) {}

  /** What is changed in place, by root and by what must be given for it. */
  final Map<Changed, Change> changes = new LinkedHashMap<>();

  /**
   * A cache of a parameter.
   *
   * @param cache the attribute that keeps it, with the key after it where it is a mapping: {@code
   *     _cache[hull]}
   */
  record Filled(String root, String cache) {}

  /**
   * That a cache is filled.
   *
   * @param surely whether it is full afterwards, whatever else holds
   */
  record Fill(String site, boolean surely) {}

  /** Caches that are filled when they are first looked at. */
  final Map<Filled, Fill> fills = new LinkedHashMap<>();

  /** Notes that a cache is filled; whether that is news. */
  boolean fill(Filled filled, Fill fill) {
    Fill known = fills.get(filled);
    if (known != null && (known.surely() || !fill.surely())) {
      return false;
    }
    fills.put(filled, known == null ? fill : new Fill(known.site(), true));
    return true;
  }

  /** Attributes of parameters that are assigned to. */
  final Set<Filled> sets = new LinkedHashSet<>();

  /** Parameters that are random generators and are drawn on. */
  final Map<String, String> draws = new LinkedHashMap<>();

  final List<Touch> touches = new ArrayList<>();
  final Set<Opening> openings = new LinkedHashSet<>();

  /** Roots that a parameter, above all the object, holds afterwards. */
  private final Map<String, Set<String>> keeps = new LinkedHashMap<>();

  /** What a parameter holds afterwards. */
  Set<String> kept(@Nullable String holder) {
    return holder == null ? Set.of() : Worth.frozen(keeps.getOrDefault(holder, Set.of()));
  }

  /** The parameters that hold something afterwards. */
  Set<String> keepers() {
    return Worth.frozen(keeps.keySet());
  }

  /** Notes that a parameter holds something afterwards; whether that is news. */
  boolean keep(String holder, Set<String> roots) {
    return !roots.isEmpty()
        && keeps.computeIfAbsent(holder, h -> new LinkedHashSet<>()).addAll(roots);
  }

  /** Variables of modules that it looks at. */
  final Set<String> looks = new LinkedHashSet<>();

  @Nullable String external;
  @Nullable String externalSite;

  /** Notes that interpreter state is touched; whether that is news. */
  boolean touch(Touch touch) {
    for (Touch known : touches) {
      boolean covers = known.mode() == touch.mode() || known.mode() == EffectMode.READ_WRITE;
      if (known.name().equals(touch.name())
          && covers
          && touch.unless().containsAll(known.unless())) {
        return false;
      }
    }
    touches.removeIf(
        known ->
            known.name().equals(touch.name())
                && known.mode() == touch.mode()
                && known.unless().containsAll(touch.unless()));
    if (touches.stream().filter(known -> known.name().equals(touch.name())).count() >= MOST) {
      Touch always = new Touch(touch.name(), touch.mode(), Set.of(), touch.site());
      touches.removeIf(known -> known.name().equals(touch.name()));
      touches.add(always);
      return true;
    }
    touches.add(touch);
    return true;
  }
}
