package dev.freshet.analyzer.house;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = AnalyzerHouseTest.ROOT, importOptions = DoNotIncludeTests.class)
final class AnalyzerHouseTest {
  static final String ROOT = "dev.freshet.analyzer";

  @ArchTest static final ArchRule NO_CYCLES = HouseRules.noPackageCycles(ROOT);
  @ArchTest static final ArchRule NAMES = HouseRules.speakingNames();
  @ArchTest static final ArchRule FINAL = HouseRules.finalClasses();
  @ArchTest static final ArchRule PURE = HouseRules.pure(ROOT + "..");

  @ArchTest static final ArchRule ANTLR = HouseRules.onlyIn("org.antlr..", ROOT + ".syntax..");

  @ArchTest
  static final ArchRule JACKSON =
      HouseRules.onlyIn("com.fasterxml.jackson..", ROOT + ".notebook..");

  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("notebook")
          .definedBy(ROOT + ".notebook..")
          .layer("syntax")
          .definedBy(ROOT + ".syntax..")
          .layer("semantics")
          .definedBy(ROOT + ".semantics..")
          .layer("graph")
          .definedBy(ROOT + ".graph..")
          .layer("checks")
          .definedBy(ROOT + ".checks..")
          .layer("ide")
          .definedBy(ROOT + ".ide..")
          .layer("host")
          .definedBy(ROOT)
          .whereLayer("ide")
          .mayOnlyBeAccessedByLayers("host")
          .whereLayer("checks")
          .mayOnlyBeAccessedByLayers("ide", "host")
          .whereLayer("graph")
          .mayOnlyBeAccessedByLayers("checks", "ide", "host")
          .whereLayer("semantics")
          .mayOnlyBeAccessedByLayers("graph", "checks", "ide", "host")
          .whereLayer("syntax")
          .mayOnlyBeAccessedByLayers("semantics", "graph", "checks", "ide", "host");
}
