package dev.freshet.analyzer.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Turns Markdown documents into tests. With {@code UPDATE_EXPECT=1} in the environment it first
 * rewrites every expectation to what is so; look at the difference before you commit it.
 */
public final class SpecTest {
  private SpecTest() {}

  /** The tests of all documents in the module's {@code src/test/resources/} and a folder in it. */
  public static Stream<DynamicNode> in(String folder, Supplier<? extends SpecSteps> steps) {
    Path base = Path.of(System.getProperty("basedir", ""));
    List<Path> documents = documents(base.resolve("src/test/resources").resolve(folder));
    if (documents.isEmpty()) {
      throw new AssertionError("no *.md in " + folder);
    }
    return documents.stream().map(path -> container(path, steps));
  }

  private static DynamicNode container(Path path, Supplier<? extends SpecSteps> steps) {
    if ("1".equals(System.getenv("UPDATE_EXPECT"))) {
      write(path, updated(SpecDocument.parse(read(path)), steps));
    }
    SpecDocument document = SpecDocument.parse(read(path));
    return DynamicContainer.dynamicContainer(
        path.getFileName().toString(), document.sections().stream().map(s -> test(path, s, steps)));
  }

  private static DynamicNode test(
      Path path, SpecSection section, Supplier<? extends SpecSteps> steps) {
    URI place = URI.create(path.toUri() + "?line=" + section.line());
    return DynamicTest.dynamicTest(section.title(), place, () -> check(section, steps.get()));
  }

  /** Performs a section's steps and compares its expectations. */
  static void check(SpecSection section, SpecSteps steps) {
    for (SpecFence fence : section.fences()) {
      Optional<String> actual = steps.perform(fence);
      actual.ifPresent(
          text ->
              assertThat(text)
                  .as("line %d: `%s %s`", fence.line(), fence.kind(), fence.argument())
                  .isEqualTo(fence.body()));
    }
    steps.finish();
  }

  /** The document's text with every expectation as it is now. */
  static String updated(SpecDocument document, Supplier<? extends SpecSteps> steps) {
    StringBuilder out = new StringBuilder();
    int done = 0;
    for (SpecSection section : document.sections()) {
      SpecSteps performed = steps.get();
      for (SpecFence fence : section.fences()) {
        Optional<String> actual = performed.perform(fence);
        if (actual.isPresent()) {
          out.append(document.text(), done, fence.bodyStart()).append(actual.get());
          done = fence.bodyEnd();
        }
      }
    }
    return out.append(document.text().substring(done)).toString();
  }

  private static List<Path> documents(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
