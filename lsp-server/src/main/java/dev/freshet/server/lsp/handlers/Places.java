package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.ide.NameUse;
import dev.freshet.analyzer.ide.Navigator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;

/** Definition and references of the names that tie cells together. */
public final class Places {
  private Places() {}

  /** Where the value under the cursor is written or changed. */
  public static List<Location> definition(View view, String document, Position position) {
    return use(view, document, position).stream()
        .flatMap(use -> use.origins().stream())
        .map(place -> location(view, place))
        .toList();
  }

  /** Who else sees the value under the cursor. */
  public static List<Location> references(
      View view, String document, Position position, boolean declaration) {
    return use(view, document, position).stream()
        .flatMap(
            use ->
                Stream.concat(
                    declaration ? use.origins().stream() : Stream.empty(), use.uses().stream()))
        .map(place -> location(view, place))
        .distinct()
        .toList();
  }

  private static Optional<NameUse> use(View view, String document, Position position) {
    return view.open()
        .at(document, position)
        .flatMap(at -> new Navigator(view.analysis()).at(at.index(), at.offset()));
  }

  private static Location location(View view, NameUse.Place place) {
    return new Location(
        view.open().documentOf(place.cell()), view.open().range(place.cell(), place.range()));
  }
}
