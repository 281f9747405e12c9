package io.asktell.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.Test;

/** Who may know whom in the server. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.asktell.server");

    private static final Pattern ALL_COLUMNS = Pattern.compile("(SELECT|RETURNING|,)\\s+(\\w+\\.)?\\*");

    @Test
    void http_staysInItsRoom() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.asktell.server.http..", "io.asktell.server")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.asktell.server.http..")
                .check(CLASSES);
    }

    @Test
    void sql_staysInTheStores() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.asktell.server.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "javax.sql..", "org.postgresql..", "org.jdbi.v3.sqlobject..", "org.flywaydb..")
                .check(CLASSES);
    }

    /** Else a prepared statement fails once a later version has added a column. */
    @Test
    void sql_namesTheColumnsItReads() {
        var statements = CLASSES.stream()
                .filter(store -> store.getPackageName().startsWith("io.asktell.server.store"))
                .flatMap(store -> store.getMethods().stream())
                .flatMap(method -> method.tryGetAnnotationOfType(SqlQuery.class).stream())
                .map(SqlQuery::value)
                .toList();

        assertThat(statements)
                .hasSizeGreaterThan(50)
                .noneMatch(statement -> ALL_COLUMNS.matcher(statement).find());
    }

    @Test
    void http_asksServices_notTheDatabase() {
        noClasses()
                .that()
                .resideInAPackage("io.asktell.server.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.asktell.sampler..", "io.asktell.pruner..", "io.asktell.importance..")
                .check(CLASSES);
    }

    @Test
    void stores_knowNothingAbove() {
        noClasses()
                .that()
                .resideInAPackage("io.asktell.server.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.asktell.server",
                        "io.asktell.server.study..",
                        "io.asktell.server.auth..",
                        "io.asktell.server.events..",
                        "io.asktell.server.jobs..",
                        "io.asktell.server.models..",
                        "io.asktell.server.tooleval..")
                .check(CLASSES);
    }

    @Test
    void nobody_knowsTheCompositionRoot() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.asktell.server")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.asktell.server")
                .check(CLASSES);
    }

    @Test
    void auth_knowsItsStoreOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.asktell.server.auth..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.asktell.server.study..",
                        "io.asktell.server.events..",
                        "io.asktell.server.jobs..",
                        "io.asktell.server.models..",
                        "io.asktell.server.tooleval..")
                .check(CLASSES);
    }

    /** So a server's or a worker's clock may be wrong: leases and times of trials follow the database's, a worker measures durations. */
    @Test
    void leases_followNoClockOfTheirOwn() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.asktell.server.study..",
                        "io.asktell.server.store..",
                        "io.asktell.server.jobs..",
                        "io.asktell.worker..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.asktell"));
    }

    @Test
    void rooms_formNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("io.asktell.server.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
