package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.notebook.SourceRange;

/**
 * A comment of a cell.
 *
 * @param range from its {@code #} to the end of the line
 * @param alone whether nothing else stands on its line
 * @param atTop whether no code stands before it
 * @param about the code that it stands beside: with code before it on its line that line, the whole
 *     statement when it ends there; alone, what follows
 */
public record Comment(SourceRange range, boolean alone, boolean atTop, SourceRange about) {}
