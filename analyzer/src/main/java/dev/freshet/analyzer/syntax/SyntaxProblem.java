package dev.freshet.analyzer.syntax;

/** Why Python would refuse a text, and where (UTF-16 offsets, half-open). */
public record SyntaxProblem(int start, int end, String message) {}
