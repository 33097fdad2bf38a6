package dev.freshet.analyzer.notebook;

/** A half-open range of UTF-16 offsets within a document. */
record TextSpan(int start, int end) {
  String of(String text) {
    return text.substring(start, end);
  }
}
