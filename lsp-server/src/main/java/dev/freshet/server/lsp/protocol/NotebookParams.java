package dev.freshet.server.lsp.protocol;

/** Names a notebook by its own URI, a cell's or a text document's. */
public record NotebookParams(String uri) {}
