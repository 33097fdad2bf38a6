package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parts of the notebook before are which parts of the notebook now. */
final class Alignment {
  static final int NONE = -1;

  private Alignment() {}

  /** How many cells at both ends are the same. */
  static int common(List<@Nullable CellFacts> then, List<@Nullable CellFacts> now) {
    int head = head(then, now);
    return head + tail(then, now, head);
  }

  static int head(List<@Nullable CellFacts> then, List<@Nullable CellFacts> now) {
    int most = Math.min(then.size(), now.size());
    int head = 0;
    while (head < most && then.get(head) == now.get(head)) {
      head++;
    }
    return head;
  }

  static int tail(List<@Nullable CellFacts> then, List<@Nullable CellFacts> now, int head) {
    int most = Math.min(then.size(), now.size()) - head;
    int tail = 0;
    while (tail < most && then.get(then.size() - 1 - tail) == now.get(now.size() - 1 - tail)) {
      tail++;
    }
    return tail;
  }

  /**
   * For each cell now, which one it was: the same text, or one whose text changed; none for one
   * that is new. The places ascend.
   */
  static int[] cells(List<@Nullable CellFacts> then, List<@Nullable CellFacts> now) {
    int head = head(then, now);
    int tail = tail(then, now, head);
    int[] match = new int[now.size()];
    Map<CellFacts, Integer> places = new HashMap<>();
    for (int i = then.size() - tail - 1; i >= head; i--) {
      CellFacts facts = then.get(i);
      if (facts != null) {
        places.put(facts, i);
      }
    }
    int last = head - 1;
    for (int i = 0; i < match.length; i++) {
      if (i < head) {
        match[i] = i;
      } else if (i >= match.length - tail) {
        match[i] = i - match.length + then.size();
      } else {
        CellFacts facts = now.get(i);
        int place = facts == null ? NONE : places.getOrDefault(facts, NONE);
        match[i] = place > last ? place : NONE;
        last = Math.max(last, match[i]);
      }
    }
    edited(then, now, match);
    return match;
  }

  // Between two cells that are the same, the next one was probably edited.
  private static void edited(
      List<@Nullable CellFacts> then, List<@Nullable CellFacts> now, int[] match) {
    int next = 0;
    for (int i = 0; i < match.length; i++) {
      if (match[i] != NONE) {
        next = match[i] + 1;
      } else if (now.get(i) != null) {
        int limit = then.size();
        for (int j = i + 1; j < match.length && limit == then.size(); j++) {
          limit = match[j] == NONE ? limit : match[j];
        }
        while (next < limit && then.get(next) == null) {
          next++;
        }
        if (next < limit) {
          match[i] = next++;
        }
      }
    }
  }

  /** For each statement now, which one it was; the places ascend. */
  static int[] statements(List<Outcome> then, CellFacts now) {
    int known = then.size();
    int count = now.statements().size();
    int[] match = new int[count];
    int most = Math.min(known, count);
    int head = 0;
    while (head < most && then.get(head).effects.digest().equals(now.statementDigest(head))) {
      head++;
    }
    int tail = 0;
    while (tail < most - head
        && then.get(known - 1 - tail)
            .effects
            .digest()
            .equals(now.statementDigest(count - 1 - tail))) {
      tail++;
    }
    for (int i = 0; i < count; i++) {
      if (i < head) {
        match[i] = i;
      } else if (i >= count - tail) {
        match[i] = known - (count - i);
      } else {
        match[i] = i < known - tail ? i : NONE;
      }
    }
    return match;
  }
}
