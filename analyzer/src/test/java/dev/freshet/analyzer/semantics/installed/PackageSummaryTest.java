package dev.freshet.analyzer.semantics.installed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.semantics.library.Library;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Summaries do not depend on the order of things, and survive any text. */
final class PackageSummaryTest {
  private static final Map<String, String> PACKAGE =
      Map.of(
          "toy/__init__.py",
          "from .a import *\nfrom .b import Model as Model, run\nfrom . import a as first\n",
          "toy/a.py",
          """
          import numpy as np
          from .b import Model
          cache = {}

          def draw(n, rng=None):
              rng = np.random if rng is None else rng
              return rng.normal(size=n)

          def mark(model, *others, deep=False, **options):
              model.marked = True
              for other in others:
                  mark(other, deep=deep)
              return model
          """,
          "toy/b.py",
          """
          from . import a

          class Model:
              def __init__(self, parts=()):
                  self.parts = list(parts)

              @property
              def size(self):
                  return len(self.parts)

              def add(self, part):
                  self.parts.append(part)
                  return self

              def fit(self, x):
                  a.mark(x)
                  for part in self.parts:
                      part.fit(x)

          class Other(Model):
              def fit(self, x):
                  super().fit(x)
                  self.score = a.draw(3)

          def run(model, x):
              try:
                  return model.fit(x)
              except ValueError:
                  return run(model, x)
          """);

  private static String summary(Map<String, String> texts) {
    return PackageSummary.of(texts, Library.standard());
  }

  @Test
  void theOrderOfFilesDoesNotMatter() {
    String expected = summary(PACKAGE);
    assertThat(expected)
        .contains("toy.draw ambient @numpy.random rw unless rng|1")
        .contains("toy.b.Other.fit ")
        .contains("toy.Model.add mutates self; keeps");
    Random random = new Random(5);
    for (int round = 0; round < 10; round++) {
      List<String> paths = new ArrayList<>(PACKAGE.keySet());
      Collections.shuffle(paths, random);
      Map<String, String> shuffled = new LinkedHashMap<>();
      paths.forEach(path -> shuffled.put(path, PACKAGE.get(path)));
      assertThat(summary(shuffled)).isEqualTo(expected);
    }
  }

  @Test
  void everySummaryIsATableThatCanBeRead() {
    Library library = Library.standard().with(List.of(summary(PACKAGE)));
    assertThat(library.function("toy.draw").ambient()).hasSize(1);
    assertThat(library.function("toy.a.draw").ambient()).hasSize(1);
    assertThat(library.function("toy.first.draw").ambient()).hasSize(1);
    assertThat(library.method("toy.b.Other", "add").mutatesSelf()).isTrue();
    assertThat(library.function("toy.Model").returns()).contains("toy.Model");
    assertThat(library.exports("toy").orElseThrow()).contains("draw", "mark", "run");
  }

  @Test
  void tornTextsAreSummarisedToo() {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      Map<String, String> torn = new LinkedHashMap<>();
      PACKAGE.forEach((path, text) -> torn.put(path, tear(text, random)));
      Library library = Library.standard().with(List.of(summary(torn)));
      assertThat(library.function("toy.draw")).isNotNull();
      assertThat(library.method("toy.Model", "fit")).isNotNull();
    }
  }

  private static String tear(String text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(40));
    return text.substring(0, from) + text.substring(to);
  }

  @Test
  void modulesThatImportEachOtherEnd() {
    Map<String, String> circle =
        Map.of(
            "toy/__init__.py", "from .a import *\nfrom .b import *\n",
            "toy/a.py", "from .b import *\nfrom .b import x\nx = x\nclass A(B): pass\n",
            "toy/b.py", "from .a import *\nfrom .a import x\nclass B(A): pass\nx = y = x\n");
    assertThat(summary(circle)).contains("toy.A");
  }
}
