package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives every cell of a file its own id: the one the file names, else one made from the digest of
 * the cell's text and its ordinal among cells with that text, so that it stays the same while other
 * cells come and go.
 */
final class CellIds {
  /**
   * What is known of a cell before it has an id.
   *
   * @param named the id that the file gives, if any
   */
  record Draft(@Nullable String named, CellKind kind, String source) {}

  /** What nbformat allows. */
  static final Pattern STRICT = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  /** What people write into scripts. */
  static final Pattern ANY = Pattern.compile("\\S(?:.*\\S)?");

  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int DIGEST_BITS = 40;

  private final Set<CellId> taken = new HashSet<>();
  private final List<String> warnings;
  private final Pattern valid;

  private CellIds(List<String> warnings, Pattern valid) {
    this.valid = valid;
    this.warnings = warnings;
  }

  /** Ids in cell order; what had to be repaired is told in {@code warnings}. */
  static List<CellId> assign(List<Draft> drafts, List<String> warnings, Pattern valid) {
    CellIds ids = new CellIds(warnings, valid);
    List<@Nullable CellId> named = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      named.add(ids.named(i, drafts.get(i).named()));
    }
    List<CellId> all = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      CellId id = named.get(i);
      all.add(id != null ? id : ids.synthesized(drafts.get(i)));
    }
    return all;
  }

  private @Nullable CellId named(int index, @Nullable String id) {
    if (id == null) {
      return null;
    }
    if (!valid.matcher(id).matches()) {
      warnings.add("cell " + index + " has the invalid id \"" + id + "\"; another is used");
      return null;
    }
    if (!taken.add(new CellId(id))) {
      warnings.add(
          "cell " + index + " has the same id as an earlier cell, \"" + id + "\"; another is used");
      return null;
    }
    return new CellId(id);
  }

  private CellId synthesized(Draft draft) {
    long digest = digest(draft.kind() + "\n" + draft.source()) >>> (Long.SIZE - DIGEST_BITS);
    return free(new CellId(HexFormat.of().toHexDigits(digest, DIGEST_BITS / 4)), taken);
  }

  /**
   * FNV-1a with 64 bits, over UTF-16 units (Fowler, Noll and Vo). Ids need no secrecy, and the
   * platform's digests take longer to look up than a short check to run.
   */
  private static long digest(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** The id itself, or with the first ordinal that makes it new; it is taken from then on. */
  static CellId free(CellId wanted, Set<CellId> taken) {
    CellId id = wanted;
    for (int ordinal = 2; !taken.add(id); ordinal++) {
      id = new CellId(wanted + "-" + ordinal);
    }
    return id;
  }
}
