package io.asktell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom: api, then client, then worker, then tooleval; each knows only what comes before it. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.asktell");

    private static void room(String room, String... knows) {
        var allowed = new java.util.ArrayList<>(
                java.util.List.of(room, "java..", "com.fasterxml.jackson..", "org.slf4j..", "org.jspecify.."));
        allowed.addAll(java.util.List.of(knows));
        classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void api_knowsNobody() {
        room("io.asktell.api..");
    }

    @Test
    void client_knowsTheApi() {
        room("io.asktell.client..", "io.asktell.api..");
    }

    @Test
    void worker_knowsTheClient() {
        room("io.asktell.worker..", "io.asktell.client..", "io.asktell.api..");
    }

    @Test
    void tooleval_knowsTheWorker() {
        room("io.asktell.tooleval..", "io.asktell.worker..", "io.asktell.client..", "io.asktell.api..");
    }

    @Test
    void nobody_knowsSamplersOrServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.asktell.server..",
                        "io.asktell.space..",
                        "io.asktell.study..",
                        "io.asktell.sampler..",
                        "io.asktell.pruner..",
                        "io.asktell.numeric..",
                        "io.asktell.pareto..",
                        "io.asktell.importance..")
                .check(CLASSES);
    }

    @Test
    void http_staysInTheClientAndItsTargets() {
        noClasses()
                .that()
                .resideInAnyPackage("io.asktell.api..", "io.asktell.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CLASSES);
    }
}
