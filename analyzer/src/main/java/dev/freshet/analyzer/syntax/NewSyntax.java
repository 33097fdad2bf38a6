package dev.freshet.analyzer.syntax;

/**
 * Syntax that not every Python 3 knows, and where it stands (UTF-16 offsets, half-open).
 *
 * @param minor the first version that accepts it: 12 for Python 3.12
 * @param what its name, in the plural or without an article
 */
public record NewSyntax(int start, int end, int minor, String what) {}
