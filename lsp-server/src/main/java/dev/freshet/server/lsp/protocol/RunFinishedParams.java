package dev.freshet.server.lsp.protocol;

import com.google.gson.JsonElement;

/**
 * A run is over.
 *
 * @param report a {@code freshet.run} document
 */
public record RunFinishedParams(String uri, String runId, JsonElement report) {}
