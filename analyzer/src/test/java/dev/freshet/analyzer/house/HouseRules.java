package dev.freshet.analyzer.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Rules that hold in every module; a module's ArchUnit test applies them to its classes. */
public final class HouseRules {
  // Streams in memory or from the class path, and what the JDK and Jackson throw.
  private static final Set<String> HARMLESS =
      Set.of(
          "java.io.IOException",
          "java.io.UncheckedIOException",
          "java.io.Serializable",
          "java.io.InputStream",
          "java.io.InputStreamReader",
          "java.io.BufferedReader",
          "java.io.Reader",
          "java.io.Closeable");

  private HouseRules() {}

  /** No two packages below the root need each other. */
  public static ArchRule noPackageCycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /** Words that say nothing are not in names. */
  public static ArchRule speakingNames() {
    return noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Service|Util|Utils|Helper)(\\$.*)?")
        .orShould()
        .haveNameMatching(".*\\.I[A-Z][a-z]\\w*")
        .orShould()
        .resideInAnyPackage("..model..", "..dto..", "..utils..", "..util..", "..common..")
        .because("a name says what a thing is");
  }

  /** Classes are final unless they are made to be extended. */
  public static ArchRule finalClasses() {
    return classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL);
  }

  /** A library is known in few packages only. */
  public static ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true);
  }

  /** Code in some packages computes: no files, processes, threads, clocks or chance. */
  public static ArchRule pure(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat(outsideWorld())
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("what it works on arrives as an argument");
  }

  private static DescribedPredicate<JavaClass> outsideWorld() {
    return DescribedPredicate.describe("belong to the outside world", HouseRules::isOutside);
  }

  private static boolean isOutside(JavaClass type) {
    String name = type.getName();
    boolean chance = name.equals("java.util.Random") || name.equals("java.util.UUID");
    boolean threads =
        name.equals("java.lang.Thread")
            || name.equals("java.util.Timer")
            || (type.getPackageName().equals("java.util.concurrent")
                && (name.contains("Executor")
                    || name.contains("Future")
                    || name.contains("Random")));
    boolean clock = type.getPackageName().equals("java.time");
    boolean files =
        type.getPackageName().startsWith("java.nio.file")
            || type.getPackageName().startsWith("java.nio.channels")
            || type.getPackageName().startsWith("java.net")
            || (type.getPackageName().equals("java.io") && !HARMLESS.contains(name));
    boolean processes = name.startsWith("java.lang.Process") || name.equals("java.lang.Runtime");
    return chance || threads || clock || files || processes;
  }
}
