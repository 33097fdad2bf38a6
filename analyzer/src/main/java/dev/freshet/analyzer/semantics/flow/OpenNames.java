package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;

/** Why any name may be read or written. */
public record OpenNames(boolean reads, boolean writes, String reason, SourceRange range) {}
