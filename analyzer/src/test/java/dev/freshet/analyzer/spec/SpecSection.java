package dev.freshet.analyzer.spec;

import java.util.List;

/**
 * A heading and the fences below it, up to the next heading.
 *
 * @param title the headings that lead here
 * @param line the heading's line, from 1
 */
public record SpecSection(String title, int line, List<SpecFence> fences) {
  public SpecSection {
    fences = List.copyOf(fences);
  }
}
