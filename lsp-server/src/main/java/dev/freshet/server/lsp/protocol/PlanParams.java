package dev.freshet.server.lsp.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which run is to be planned.
 *
 * @param cells documents of the chosen cells; without them, all stale ones are meant
 */
public record PlanParams(String uri, @Nullable List<String> cells) {
  public PlanParams {
    cells = cells == null ? null : List.copyOf(cells);
  }
}
