package dev.freshet.analyzer.ide;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.ide.NameUse.Place;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the global name at a place, where it comes from and who uses it. Only places that tie cells
 * together are known: a name that lives and dies within one cell has no origins elsewhere.
 */
public final class Navigator {
  private final Analysis analysis;

  public Navigator(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The name at a UTF-16 offset of a cell; empty when there is none that other cells know. */
  public Optional<NameUse> at(int cell, int offset) {
    CellEffects effects = analysis.effects(cell);
    for (CellEffects.Read read : effects.reads()) {
      Optional<SourceRange> range = containing(read.ranges(), offset);
      if (!read.deferred() && range.isPresent()) {
        return Optional.of(use(read.name(), cell, range.get(), origins(read)));
      }
    }
    for (CellEffects.Write write : effects.writes()) {
      Optional<SourceRange> range = containing(write.ranges(), offset);
      if (range.isPresent()) {
        return Optional.of(use(write.name(), cell, range.get(), List.of()));
      }
    }
    return Optional.empty();
  }

  private NameUse use(String name, int cell, SourceRange range, List<Place> origins) {
    List<Place> uses = new ArrayList<>();
    for (int i = cell + 1; i < analysis.notebook().cells().size(); i++) {
      for (CellEffects.Read read : analysis.effects(i).reads()) {
        if (read.name().equals(name) && read.from().contains(cell)) {
          for (SourceRange each : read.ranges()) {
            uses.add(new Place(i, each));
          }
        }
      }
    }
    return new NameUse(name, cell, range, origins, uses);
  }

  private List<Place> origins(CellEffects.Read read) {
    List<Place> origins = new ArrayList<>();
    for (int from : read.from()) {
      CellEffects effects = analysis.effects(from);
      Stream<SourceRange> written =
          effects.writes().stream()
              .filter(write -> write.name().equals(read.name()))
              .flatMap(write -> write.ranges().stream());
      Stream<SourceRange> changed =
          effects.mutations().stream()
              .filter(mutation -> mutation.name().equals(read.name()))
              .flatMap(mutation -> mutation.ranges().stream());
      Stream.concat(written, changed).forEach(range -> origins.add(new Place(from, range)));
    }
    return origins;
  }

  private static Optional<SourceRange> containing(List<SourceRange> ranges, int offset) {
    return ranges.stream()
        .filter(range -> range.start() <= offset && offset <= range.end())
        .findFirst();
  }
}
