package dev.freshet.server.house;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.freshet.analyzer.house.HouseRules;

@AnalyzeClasses(packages = ServerHouseTest.ROOT, importOptions = DoNotIncludeTests.class)
final class ServerHouseTest {
  static final String ROOT = "dev.freshet.server";

  @ArchTest static final ArchRule NO_CYCLES = HouseRules.noPackageCycles(ROOT);
  @ArchTest static final ArchRule NAMES = HouseRules.speakingNames();
  @ArchTest static final ArchRule FINAL = HouseRules.finalClasses();
  @ArchTest static final ArchRule LSP4J = HouseRules.onlyIn("org.eclipse.lsp4j..", ROOT + ".lsp..");
  @ArchTest static final ArchRule GSON = HouseRules.onlyIn("com.google.gson..", ROOT + ".lsp..");
  @ArchTest static final ArchRule PICOCLI = HouseRules.onlyIn("picocli..", ROOT + ".cli..");
  @ArchTest static final ArchRule ANTLR = HouseRules.onlyIn("org.antlr..", "nowhere..");
  @ArchTest static final ArchRule ARROW = HouseRules.onlyIn("org.apache.arrow..", "nowhere..");
}
