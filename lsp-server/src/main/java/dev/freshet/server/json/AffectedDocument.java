package dev.freshet.server.json;

import dev.freshet.analyzer.AffectedCell;
import java.util.List;

/** {@code freshet.affected}: which cells of the new notebook may have another result, and why. */
public record AffectedDocument(String schema, int version, List<Entry> cells) {
  /** One cell. */
  public record Entry(int index, String id, boolean affected, List<ReasonEntry> reasons) {
    public Entry {
      reasons = List.copyOf(reasons);
    }

    static Entry of(AffectedCell cell) {
      return new Entry(
          cell.index(),
          cell.id().value(),
          cell.affected(),
          cell.reasons().stream().map(ReasonEntry::of).toList());
    }
  }

  public AffectedDocument {
    cells = List.copyOf(cells);
  }

  public static AffectedDocument of(List<AffectedCell> cells) {
    return new AffectedDocument(
        "freshet.affected", Documents.VERSION, cells.stream().map(Entry::of).toList());
  }
}
