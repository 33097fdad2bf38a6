package dev.freshet.server.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.freshet.server.text.ColumnUnit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.jspecify.annotations.Nullable;

/**
 * What the client can do and what its user wants.
 *
 * @param cellStatus whether it takes {@code freshet/cellStatus}
 * @param output whether it shows outputs itself: {@code freshet/output} and what goes with it
 * @param lensRefresh whether it may be asked to fetch code lenses again
 * @param progress whether the server may start progress of its own
 * @param python the Python that the user chose for all notebooks
 * @param jobs how many cells run at once; empty for as many as there are cores
 */
record ClientProfile(
    ColumnUnit unit,
    boolean cellStatus,
    boolean output,
    boolean lensRefresh,
    boolean progress,
    Optional<Path> python,
    Optional<Integer> jobs) {
  static ClientProfile of(InitializeParams params) {
    ClientCapabilities capabilities = params.getCapabilities();
    JsonObject options =
        params.getInitializationOptions() instanceof JsonObject object ? object : new JsonObject();
    return new ClientProfile(
        unit(capabilities),
        isTrue(options.get("cellStatus")),
        isTrue(options.get("output")),
        refreshesLenses(capabilities),
        showsProgress(capabilities),
        primitive(options.get("python")).filter(s -> !s.isBlank()).map(Path::of),
        primitive(options.get("jobs")).flatMap(ClientProfile::positive));
  }

  // UTF-16 is what every client must know and what Java counts in; another unit only where the
  // client lists it first.
  private static ColumnUnit unit(@Nullable ClientCapabilities capabilities) {
    if (capabilities == null || capabilities.getGeneral() == null) {
      return ColumnUnit.UTF_16;
    }
    List<String> offered = capabilities.getGeneral().getPositionEncodings();
    if (offered == null) {
      return ColumnUnit.UTF_16;
    }
    for (String label : offered) {
      for (ColumnUnit unit : ColumnUnit.values()) {
        if (unit.label().equals(label)) {
          return unit;
        }
      }
    }
    return ColumnUnit.UTF_16;
  }

  private static boolean refreshesLenses(@Nullable ClientCapabilities capabilities) {
    return capabilities != null
        && capabilities.getWorkspace() != null
        && capabilities.getWorkspace().getCodeLens() != null
        && Boolean.TRUE.equals(capabilities.getWorkspace().getCodeLens().getRefreshSupport());
  }

  private static boolean showsProgress(@Nullable ClientCapabilities capabilities) {
    return capabilities != null
        && capabilities.getWindow() != null
        && Boolean.TRUE.equals(capabilities.getWindow().getWorkDoneProgress());
  }

  private static boolean isTrue(@Nullable JsonElement element) {
    return primitive(element).filter("true"::equals).isPresent();
  }

  private static Optional<String> primitive(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive()
        ? Optional.of(element.getAsString())
        : Optional.empty();
  }

  private static Optional<Integer> positive(String text) {
    try {
      return Optional.of((int) Double.parseDouble(text)).filter(n -> n > 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
