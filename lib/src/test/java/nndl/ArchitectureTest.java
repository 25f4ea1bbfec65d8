package nndl;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.ResourceBundle;
import java.util.concurrent.CancellationException;

/** Which package may use which, and what the core does without. */
@AnalyzeClasses(packages = "nndl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule eachPackageUsesOnlyThoseBeforeIt = layeredArchitecture()
      .consideringOnlyDependenciesInAnyPackage("nndl..")
      .withOptionalLayers(true)
      .layer("words").definedBy("nndl.words")
      .layer("random").definedBy("nndl.random")
      .layer("fast").definedBy("nndl.fast")
      .layer("data").definedBy("nndl.data")
      .layer("file").definedBy("nndl.file")
      .layer("mnist").definedBy("nndl.mnist")
      .layer("plot").definedBy("nndl.plot..")
      .layer("notebook").definedBy("nndl.notebook..")
      .layer("experiment").definedBy("nndl.experiment..")
      .layer("exported cells").definedBy("nndl")
      .whereLayer("words").mayNotAccessAnyLayer()
      .whereLayer("file").mayOnlyAccessLayers("words")
      .whereLayer("random").mayOnlyAccessLayers("words")
      .whereLayer("fast").mayOnlyAccessLayers("words", "random")
      .whereLayer("data").mayOnlyAccessLayers("words", "random", "fast")
      .whereLayer("mnist").mayOnlyAccessLayers("words", "file", "data")
      .whereLayer("plot").mayOnlyAccessLayers("words", "data")
      .whereLayer("notebook").mayOnlyAccessLayers("words", "file", "data", "mnist", "plot")
      .whereLayer("experiment").mayOnlyAccessLayers("words", "plot", "notebook")
      .whereLayer("exported cells").mayOnlyAccessLayers("file", "random", "fast", "data")
      .whereLayer("exported cells").mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule packagesMakeNoCircle = slices().matching("nndl.(*)..").should()
      .beFreeOfCycles();

  @ArchTest
  static final ArchRule noHandWrittenClassUsesAnExportedOne = noClasses()
      .that().resideOutsideOfPackage("nndl")
      .should().dependOnClassesThat().resideInAPackage("nndl");

  @ArchTest
  static final ArchRule theCoreUsesNoTablesOrFigures = noClasses().that(areCore())
      .should().dependOnClassesThat().resideInAPackage("tech.tablesaw..");

  @ArchTest
  static final ArchRule theCoreUsesNoFilesNetworkOrKernel = noClasses().that(areCore())
      .should().dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio.file..",
          "java.nio.channels..", "java.net..", "javax..", "java.lang.reflect..",
          "nndl.file..", "com.fasterxml..", "io.github..", "org.dflib..")
          .and(not(type(IOException.class))));

  /** Of threads it knows that one may be interrupted, which ends a training. */
  @ArchTest
  static final ArchRule theCoreUsesNoThreads = noClasses().that(areCore())
      .should().dependOnClassesThat(resideInAPackage("java.util.concurrent..")
          .and(not(type(CancellationException.class))))
      .orShould().callMethodWhere(target(owner(type(Thread.class)))
          .and(not(target(name("interrupted")))));

  @ArchTest
  static final ArchRule onePlaceSetsEjmlsThreads = noClasses()
      .that().doNotHaveFullyQualifiedName("nndl.random.EjmlThreads")
      .should().dependOnClassesThat().resideInAPackage("org.ejml.concurrency..");

  /** Or texts differ where digits are not 0 to 9, or an i is no I. */
  @ArchTest
  static final ArchRule noTextDependsOnTheLocale = noClasses()
      .should().callMethod(String.class, "format", String.class, Object[].class)
      .orShould().callMethod(String.class, "toLowerCase")
      .orShould().callMethod(String.class, "toUpperCase")
      .orShould().callMethod(PrintStream.class, "printf", String.class, Object[].class)
      .orShould().callMethod(PrintStream.class, "format", String.class, Object[].class)
      .orShould().callMethod(NumberFormat.class, "getInstance")
      .orShould().callConstructor(DecimalFormat.class, String.class);

  /** It may stand in for English, in a bundle that has none beside its root. */
  @ArchTest
  static final ArchRule onePlaceChoosesTheLanguage = noClasses()
      .that().doNotHaveFullyQualifiedName("nndl.words.Words")
      .should().dependOnClassesThat().haveFullyQualifiedName("java.util.ResourceBundle$Control")
      .orShould().callMethodWhere(target(owner(type(ResourceBundle.class)))
          .and(target(name("getBundle"))));

  /** What draws digits, learns, or reads MNIST's bytes: all but the cell that writes files. */
  private static DescribedPredicate<JavaClass> areCore() {
    return resideInAnyPackage("nndl.random", "nndl.fast", "nndl.data", "nndl")
        .and(not(belongToAnyOf(NetworkFile.class))).as("are core");
  }
}
