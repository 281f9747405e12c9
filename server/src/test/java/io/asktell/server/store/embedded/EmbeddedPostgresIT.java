package io.asktell.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.asktell.server.ChildJvm;
import io.asktell.server.TestPostgres;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an embedded PostgreSQL goes through: ends of every kind, and directories in every state. */
final class EmbeddedPostgresIT {
    private Path directory;

    @BeforeEach
    void nameDirectory(@TempDir Path parent) throws IOException {
        directory = parent.toRealPath().resolve("data of a server"); // spaces must not matter
    }

    @Test
    void start_onEmptyDirectory_isDurableAndPrivate() throws IOException {
        try (var postgres = start()) {
            var address = postgres.address();

            assertThat(setting(address, "fsync")).isEqualTo("on");
            assertThat(setting(address, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(address, "full_page_writes")).isEqualTo("on");
            assertThat(setting(address, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(TestPostgres.query(
                            address, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
            var stranger = new DatabaseAddress(address.jdbcUrl(), address.user(), "guess");
            assertThatThrownBy(() -> TestPostgres.connect(stranger))
                    .hasMessageContaining("password authentication failed");
            assertThat(permissions(directory.resolve("postgres.password"))).isEqualTo("rw-------");
            assertThat(permissions(directory)).isEqualTo("rwx------");
        }
    }

    @Test
    void start_afterClose_findsRowsAndPortAgain() {
        String url;
        try (var postgres = start()) {
            url = postgres.address().jdbcUrl();
            TestPostgres.execute(postgres.address(), "CREATE TABLE written AS SELECT 7 AS x");
        }

        try (var postgres = start()) {
            assertThat(postgres.address().jdbcUrl()).isEqualTo(url);
            assertThat(TestPostgres.query(postgres.address(), "SELECT x FROM written"))
                    .isEqualTo("7");
        }
    }

    @Test
    void start_whenTheLastPortIsTaken_findsAnother() throws IOException {
        start().close();
        int last = Integer.parseInt(
                Files.readString(directory.resolve("postgres.port")).strip());

        try (var taker = new ServerSocket(last, 1, InetAddress.getByName("127.0.0.1"));
                var postgres = start()) {
            assertThat(taker.getLocalPort()).isEqualTo(last);
            assertThat(postgres.address().jdbcUrl()).doesNotContain(":" + last + "/");
            assertThat(TestPostgres.query(postgres.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void start_twiceInOneProcess_refusesTheSecondAndSparesTheFirst() {
        try (var postgres = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(TestPostgres.query(postgres.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void start_whileAnotherProcessHasTheDirectory_namesIt() throws Exception {
        try (var other = EmbeddedPostgresChild.on(directory)) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining(directory.toString())
                    .hasMessageContaining("process " + other.pid());

            other.kill();
            start().close();
        }
    }

    @Test
    void start_afterTheJvmWasKilled_replacesItsPostgres() throws Exception {
        long orphan;
        try (var killed = EmbeddedPostgresChild.on(directory)) {
            orphan = EmbeddedPostgresChild.postmaster(directory);
            killed.kill();
        }
        assertThat(runs(orphan)).isTrue();

        try (var postgres = start()) {
            assertThat(EmbeddedPostgresChild.postmaster(directory)).isNotEqualTo(orphan);
            assertThat(runs(orphan)).isFalse();
            assertThat(TestPostgres.query(postgres.address(), "SELECT count(*) FROM written"))
                    .isEqualTo("1");
        }
    }

    @Test
    void start_afterEverythingWasKilled_recovers() throws Exception {
        try (var killed = EmbeddedPostgresChild.on(directory)) {
            var postmaster = ProcessHandle.of(EmbeddedPostgresChild.postmaster(directory))
                    .orElseThrow();
            killed.kill();
            postmaster.destroyForcibly();
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        }

        try (var postgres = start()) {
            assertThat(TestPostgres.query(postgres.address(), "SELECT count(*) FROM written"))
                    .isEqualTo("1");
        }
    }

    @Test
    void start_afterCrash_hasWhatWasCommitted() {
        var postgres = start();
        TestPostgres.execute(postgres.address(), "CREATE TABLE written AS SELECT 7 AS x");
        postgres.crash();

        try (var again = start()) {
            assertThat(TestPostgres.query(again.address(), "SELECT x FROM written"))
                    .isEqualTo("7");
        }
    }

    @Test
    @Timeout(60)
    void postmaster_thatIsKilled_isStartedAgain() throws Exception {
        try (var postgres = start()) {
            TestPostgres.execute(postgres.address(), "CREATE TABLE written AS SELECT 7 AS x");
            var killed = ProcessHandle.of(EmbeddedPostgresChild.postmaster(directory))
                    .orElseThrow();
            killed.destroyForcibly();
            killed.onExit().get(30, TimeUnit.SECONDS);

            while (!answers(postgres.address())) {
                Thread.onSpinWait();
            }

            assertThat(TestPostgres.query(postgres.address(), "SELECT x FROM written"))
                    .isEqualTo("7");
        }
    }

    private static boolean answers(DatabaseAddress address) {
        try (var connection = TestPostgres.connect(address)) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void start_whenThePidPassedToAnotherProgram_leavesThatAlone() throws IOException {
        start().close();
        // this JVM's own number, as if it had been PostgreSQL's before the machine was restarted
        Path pidFile = directory.resolve("postgres/postmaster.pid");
        Files.write(pidFile, List.of(Long.toString(ProcessHandle.current().pid()), "/elsewhere", "1", "5432"));

        try (var postgres = start()) {
            assertThat(TestPostgres.query(postgres.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void start_afterAnInterruptedFirstStart_beginsAnew() throws IOException {
        Path halfMade = directory.resolve("postgres.partial/base");
        Files.createDirectories(halfMade);
        Files.writeString(directory.resolve("postgres.partial/PG_VERSION"), "18\n");

        try (var postgres = start()) {
            assertThat(TestPostgres.query(postgres.address(), "SELECT 1")).isEqualTo("1");
            assertThat(halfMade).doesNotExist();
        }
    }

    @Test
    void start_onFilesOfAnotherVersion_saysWhichAndTouchesNothing() throws IOException {
        Path version = Files.createDirectories(directory.resolve("postgres")).resolve("PG_VERSION");
        Files.writeString(version, "15\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("PostgreSQL 15")
                .hasMessageContaining("brings 18");
        assertThat(version.getParent()).isDirectoryContaining(file -> file.equals(version));
    }

    @Test
    void start_onSomethingElse_saysSo() throws IOException {
        Files.createDirectories(directory.resolve("postgres/holiday pictures"));

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("holds no PostgreSQL database");
    }

    @Test
    void start_withoutThePasswordOfExistingData_saysSo() throws IOException {
        start().close();
        Files.delete(directory.resolve("postgres.password"));

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("postgres.password is missing");
    }

    @Test
    void serve_onSigterm_stopsItsPostgres() throws Exception {
        try (var server = ChildJvm.run("io.asktell.server.Main", "serve", "--port=0", "--data-dir=" + directory)) {
            server.awaitLine("listening on http://127.0.0.1:");
            long postmaster = EmbeddedPostgresChild.postmaster(directory);

            assertThat(server.terminate()).isEqualTo(143); // 128 + SIGTERM, as a JVM ends after its shutdown hooks

            assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
            assertThat(runs(postmaster)).isFalse();
        }
    }

    @Test
    void serve_onADirectoryInUse_exitsWithAMessageOnly() throws Exception {
        try (var postgres = start();
                var second = ChildJvm.run("io.asktell.server.Main", "serve", "--port=0", "--data-dir=" + directory)) {
            String said = second.awaitLine("is in use by another Asktell server");

            assertThat(said).contains(directory.toString()).doesNotContain("\tat ");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(TestPostgres.query(postgres.address(), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void serve_onATakenPort_exitsWithAMessageOnlyAndStopsItsPostgres() throws Exception {
        try (var taker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var server = ChildJvm.run(
                        "io.asktell.server.Main",
                        "serve",
                        "--port=" + taker.getLocalPort(),
                        "--data-dir=" + directory)) {
            String said = server.awaitLine(Integer.toString(taker.getLocalPort()));

            assertThat(said).contains("in use").doesNotContain("\tat ");
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
        }
    }

    /** As root in many containers. What one way of running left, the other must be able to use. */
    @Test
    void start_asRootWithoutUserNamespaces_runsAsNobodyAlsoAfterwards() throws Exception {
        assumeThat(Files.getOwner(directory.getParent()).getName()).isEqualTo("root");
        Path programs = Files.createDirectory(directory.resolveSibling("bin"));
        Path refusing = Files.writeString(programs.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(refusing, PosixFilePermissions.fromString("rwxr-xr-x"));

        for (int run = 0; run < 2; run++) {
            try (var server = EmbeddedPostgresChild.on(directory, programs)) {
                assertThat(Files.getOwner(directory.resolve("postgres")).getName())
                        .isEqualTo("nobody");
                server.terminate();
            }
        }
        try (var postgres = start()) {
            assertThat(TestPostgres.query(postgres.address(), "SELECT count(*) FROM written"))
                    .isEqualTo("2");
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(directory, TestPostgres.CACHE);
    }

    /** Not a process that has ended and that nobody has collected. */
    private static boolean runs(long pid) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(commandLine) && !Files.readString(commandLine).isEmpty();
    }

    private static String setting(DatabaseAddress address, String name) {
        return TestPostgres.query(address, "SELECT current_setting('" + name + "')");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
