package dev.freshet.analyzer.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Markdown document cut into sections. */
record SpecDocument(String text, List<SpecSection> sections) {
  private static final Pattern HEADING = Pattern.compile("(#+)\\s+(.*)");
  private static final Pattern FENCE = Pattern.compile("(`{3,})\\s*(\\S*)\\s*(.*)");

  /** Reads a document; an unclosed fence fails. */
  static SpecDocument parse(String text) {
    return new SpecDocument(text, new Parser(text).sections());
  }

  private static final class Parser {
    private final String text;
    private final List<String> headings = new ArrayList<>();
    private final List<SpecSection> sections = new ArrayList<>();
    private List<SpecFence> fences = new ArrayList<>();
    private int headingLine = 1;
    private int offset;
    private int line;

    Parser(String text) {
      this.text = text;
    }

    List<SpecSection> sections() {
      while (offset < text.length()) {
        String current = next();
        Matcher heading = HEADING.matcher(current);
        Matcher fence = FENCE.matcher(current);
        if (heading.matches()) {
          endSection();
          begin(heading.group(1).length(), heading.group(2).strip());
        } else if (fence.matches()) {
          fences.add(fence(fence));
        }
      }
      endSection();
      return List.copyOf(sections);
    }

    private String next() {
      int end = text.indexOf('\n', offset);
      String current = text.substring(offset, end < 0 ? text.length() : end);
      offset = end < 0 ? text.length() : end + 1;
      line++;
      return current;
    }

    private SpecFence fence(Matcher opening) {
      int openingLine = line;
      int start = offset;
      int end = offset;
      while (!next().stripTrailing().equals(opening.group(1))) {
        end = offset;
        if (offset == text.length()) {
          throw new AssertionError("line " + openingLine + ": the fence is not closed");
        }
      }
      String body = text.substring(start, end);
      return new SpecFence(opening.group(2), opening.group(3).strip(), body, openingLine, start);
    }

    private void begin(int level, String title) {
      while (headings.size() >= level) {
        headings.remove(headings.size() - 1);
      }
      headings.add(title);
      headingLine = line;
    }

    private void endSection() {
      if (!fences.isEmpty()) {
        // The document's own title is the name of the whole.
        String title =
            headings.stream().skip(headings.size() > 1 ? 1 : 0).collect(Collectors.joining(" › "));
        sections.add(new SpecSection(title, headingLine, fences));
        fences = new ArrayList<>();
      }
    }
  }
}
