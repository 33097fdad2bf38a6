package dev.freshet.server.lsp.protocol;

import com.google.gson.JsonElement;
import com.google.gson.annotations.SerializedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outputs of a cell.
 *
 * @param action {@code clear}, {@code append}, {@code replace} (all outputs of the cell) or {@code
 *     updateDisplay} (those with {@code displayId}, in whatever cell)
 * @param waits with {@code clear}: not before the next output
 * @param outputs nbformat output objects
 */
public record OutputParams(
    String uri,
    @Nullable String cell,
    String cellId,
    int index,
    @Nullable String runId,
    String action,
    @SerializedName("wait") boolean waits,
    List<JsonElement> outputs,
    @Nullable String displayId) {
  public OutputParams {
    outputs = List.copyOf(outputs);
  }
}
