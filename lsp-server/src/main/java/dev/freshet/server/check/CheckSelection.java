package dev.freshet.server.check;

import dev.freshet.analyzer.checks.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says about rules, on top of the configuration: {@code select} replaces the
 * configuration's word, the others add to it.
 *
 * @param selected empty for nothing said
 */
public record CheckSelection(List<String> selected, List<String> extended, List<String> ignored) {
  public CheckSelection {
    selected = List.copyOf(selected);
    extended = List.copyOf(extended);
    ignored = List.copyOf(ignored);
  }

  Selection over(Selection configured) {
    if (!selected.isEmpty()) {
      return new Selection(Optional.of(selected), extended, ignored);
    }
    List<String> more = new ArrayList<>(configured.extended());
    more.addAll(extended);
    return new Selection(configured.selected(), more, configured.ignored()).without(ignored);
  }
}
