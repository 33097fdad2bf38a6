package dev.freshet.analyzer.spec;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The analyzer's specification, {@code src/test/resources/spec}. */
final class AnalyzerSpecTest {
  @TestFactory
  Stream<DynamicNode> specification() {
    return SpecTest.in("spec", AnalyzerSteps::new);
  }
}
