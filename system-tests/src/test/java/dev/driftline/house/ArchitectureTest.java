package dev.driftline.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final List<Path> OUTPUTS = Tree.MODULES.stream()
            .map(module -> Tree.ROOT.resolve(module).resolve("target/classes"))
            .toList();
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(OUTPUTS);
    private static final List<String> SERVICES = List.of("registry", "trainer", "serving", "ingest");

    @Test
    void everyModuleWasLookedAt() {
        Map<String, Integer> atLeast = Map.of(
                "contracts",
                30,
                "adapters",
                10,
                "registry",
                20,
                "trainer",
                20,
                "serving",
                10,
                "ingest",
                10,
                "benchmarks",
                20,
                "cli",
                30);
        atLeast.forEach((module, count) -> assertThat(
                        CLASSES.stream().filter(one -> one.getPackageName().startsWith("dev.driftline." + module)))
                .as(module)
                .hasSizeGreaterThanOrEqualTo(count));
    }

    @Test
    void contractsKnowOnlyTheJdkAndJackson() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.driftline.contracts..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.driftline.contracts..", "com.fasterxml.jackson..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void adaptersKnowNeitherFrameworkNorBroker() {
        noClasses()
                .that()
                .resideInAPackage("dev.driftline.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "org.apache.kafka..", "io.smallrye..")
                .check(CLASSES);
    }

    @Test
    void servicesMeetOnlyOnATopicOrAUrl() {
        for (String service : SERVICES) {
            String[] others = SERVICES.stream()
                    .filter(other -> !other.equals(service))
                    .map(other -> "dev.driftline." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.driftline." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
    }

    @Test
    void benchmarksStandOnAdaptersAndNothingStandsOnThem() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage("dev.driftline.benchmarks..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.driftline.benchmarks..",
                        "dev.driftline.adapters..",
                        "dev.driftline.contracts..",
                        "ai.onnxruntime..",
                        "com.fasterxml.jackson..",
                        "picocli..",
                        "org.jspecify..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.driftline.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.driftline.benchmarks..")
                .check(CLASSES);
    }

    @Test
    void onlyTheRegistrySpeaksToTheObjectStore() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.driftline.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.minio..")
                .check(CLASSES);
    }

    @Test
    void ingestRegistryAndCommandLineLoadNoTensorLibrary() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.driftline.ingest..", "dev.driftline.registry..", "dev.driftline.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "dev.driftline.adapters..")
                .check(CLASSES);
    }

    @Test
    void onlyAdaptersTouchTheTensorLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.driftline.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(CLASSES);
    }

    @Test
    void onlyOneStationAndTheBenchKnowOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.driftline.adapters.onnx..", "dev.driftline.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void whatIsNeededComesInThroughTheConstructor() {
        noFields().should().beAnnotatedWith("jakarta.inject.Inject").check(CLASSES);
    }

    @Test
    void timeAndChanceComeInThroughTheConstructorWhereBitsMustRepeat() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.driftline.contracts..",
                        "dev.driftline.adapters..",
                        "dev.driftline.registry.gate..",
                        "dev.driftline.trainer.window..",
                        "dev.driftline.trainer.exam..")
                .should()
                .callMethod("java.time.Instant", "now")
                .orShould()
                .callMethod("java.lang.System", "currentTimeMillis")
                .orShould()
                .callMethod("java.lang.Math", "random")
                .orShould()
                .callMethod("java.util.UUID", "randomUUID")
                .orShould()
                .callConstructor("java.util.Random")
                .check(CLASSES);
    }

    @Test
    void servicesSpeakThroughTheLogAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.driftline.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Impl|Manager|DTO|Dto)")
                .orShould()
                .resideInAnyPackage("..common..", "..util..", "..core..", "..shared..", "..impl..", "..dto..")
                .check(CLASSES);
    }

    @Test
    void packagesOfAModuleFormNoCircle() {
        for (String module : List.of("registry", "trainer", "serving", "ingest", "adapters", "benchmarks")) {
            slices().matching("dev.driftline." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(CLASSES);
        }
    }
}
