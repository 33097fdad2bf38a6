package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which cell of a notebook's new version is which cell of its old one, so that a text that changed
 * outside keeps its cells' identities. In this order: by the ids that the new file names; by a
 * longest common subsequence of equal cells; by equality anywhere (cells that moved); by likeness
 * between the same neighbours (cells that were edited).
 */
public final class CellMatching {
  private static final int NONE = -1;

  private final List<Cell> before;
  private final List<Cell> now;
  private final int[] oldOf;
  private final boolean[] used;

  private CellMatching(Notebook before, Notebook now) {
    this.before = before.cells();
    this.now = now.cells();
    this.oldOf = new int[this.now.size()];
    this.used = new boolean[this.before.size()];
    Arrays.fill(oldOf, NONE);
  }

  /**
   * The new version with the ids of the old one, wherever it does not name its own.
   *
   * @param named the ids that stand in the new file, see {@link NotebookDocument#namedIds()}
   */
  public static Notebook carryIds(Notebook before, Notebook now, Set<CellId> named) {
    return between(before, now, named, Cell::source).notebook(now.language(), named);
  }

  /**
   * The matching of two versions.
   *
   * @param digest what equal cells have in common
   */
  public static CellMatching between(
      Notebook before, Notebook now, Set<CellId> named, Function<Cell, String> digest) {
    CellMatching matching = new CellMatching(before, now);
    matching.matchNamed(named);
    matching.matchEqual(digest);
    matching.matchAlike();
    return matching;
  }

  /** The old index of the cell at a new index, empty for a new cell. */
  public OptionalInt oldIndex(int newIndex) {
    return oldOf[newIndex] == NONE ? OptionalInt.empty() : OptionalInt.of(oldOf[newIndex]);
  }

  private Notebook notebook(String language, Set<CellId> named) {
    Set<CellId> taken = new HashSet<>(named);
    List<@Nullable CellId> kept = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      kept.add(keptId(i, named, taken));
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      CellId id = kept.get(i);
      cells.add(now.get(i).withId(id != null ? id : CellIds.free(now.get(i).id(), taken)));
    }
    return new Notebook(language, cells);
  }

  private @Nullable CellId keptId(int index, Set<CellId> named, Set<CellId> taken) {
    CellId own = now.get(index).id();
    if (named.contains(own)) {
      return own;
    }
    CellId old = oldOf[index] == NONE ? null : before.get(oldOf[index]).id();
    return old != null && taken.add(old) ? old : null;
  }

  private void matchNamed(Set<CellId> named) {
    Map<CellId, Integer> oldById = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      oldById.put(before.get(i).id(), i);
    }
    for (int i = 0; i < now.size(); i++) {
      CellId id = now.get(i).id();
      if (named.contains(id)) {
        match(oldById.getOrDefault(id, NONE), i);
      }
    }
  }

  private void matchEqual(Function<Cell, String> digest) {
    int[] olds = freeOld();
    int[] news = freeNew();
    List<String> oldDigests = digests(before, olds, digest);
    List<String> newDigests = digests(now, news, digest);
    for (CommonSubsequence.Pair pair : CommonSubsequence.of(oldDigests, newDigests)) {
      match(olds[pair.left()], news[pair.right()]);
    }
    for (int n = 0; n < news.length; n++) {
      for (int o = 0; o < olds.length && oldOf[news[n]] == NONE; o++) {
        if (!used[olds[o]] && oldDigests.get(o).equals(newDigests.get(n))) {
          match(olds[o], news[n]);
        }
      }
    }
  }

  private static List<String> digests(
      List<Cell> cells, int[] indices, Function<Cell, String> digest) {
    return Arrays.stream(indices)
        .mapToObj(i -> cells.get(i).kind() + ":" + digest.apply(cells.get(i)))
        .toList();
  }

  // A gap is named by the old index of the last matched cell before it.
  private void matchAlike() {
    Map<Integer, List<Integer>> oldGaps = new HashMap<>();
    int last = NONE;
    for (int i = 0; i < before.size(); i++) {
      if (used[i]) {
        last = i;
      } else {
        oldGaps.computeIfAbsent(last, k -> new ArrayList<>()).add(i);
      }
    }
    Map<Integer, List<Integer>> newGaps = new HashMap<>();
    last = NONE;
    for (int i = 0; i < now.size(); i++) {
      if (oldOf[i] != NONE) {
        last = oldOf[i];
      } else {
        newGaps.computeIfAbsent(last, k -> new ArrayList<>()).add(i);
      }
    }
    newGaps.forEach((gap, news) -> matchGap(oldGaps.getOrDefault(gap, List.of()), news));
  }

  private void matchGap(List<Integer> olds, List<Integer> news) {
    if (olds.size() == 1 && news.size() == 1) {
      Cell old = before.get(olds.get(0));
      if (old.kind() == now.get(news.get(0)).kind()) {
        match(olds.get(0), news.get(0));
      }
      return;
    }
    List<Likeness> left = olds.stream().map(i -> Likeness.of(before.get(i))).toList();
    List<Likeness> right = news.stream().map(i -> Likeness.of(now.get(i))).toList();
    for (CommonSubsequence.Pair pair : CommonSubsequence.alike(left, right)) {
      match(olds.get(pair.left()), news.get(pair.right()));
    }
  }

  private void match(int old, int index) {
    if (old != NONE && !used[old] && oldOf[index] == NONE) {
      oldOf[index] = old;
      used[old] = true;
    }
  }

  private int[] freeOld() {
    return IntStream.range(0, used.length).filter(i -> !used[i]).toArray();
  }

  private int[] freeNew() {
    return IntStream.range(0, oldOf.length).filter(i -> oldOf[i] == NONE).toArray();
  }
}
