package dev.freshet.server.lsp.protocol;

/** What the user typed for a cell that asked. */
public record InputReplyParams(String uri, String runId, String cellId, String text) {}
