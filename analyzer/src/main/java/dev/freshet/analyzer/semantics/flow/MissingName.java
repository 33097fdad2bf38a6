package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;

/** A name that no unit before binds. */
public record MissingName(String name, SourceRange range, Certainty certainty, boolean deferred) {}
