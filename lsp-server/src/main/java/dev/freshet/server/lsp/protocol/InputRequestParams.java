package dev.freshet.server.lsp.protocol;

/**
 * A cell calls {@code input()}.
 *
 * @param password whether what is typed must not be shown
 */
public record InputRequestParams(
    String uri, String cellId, String runId, String prompt, boolean password) {}
