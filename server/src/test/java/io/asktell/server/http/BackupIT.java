package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asktell.server.TestPostgres;
import io.asktell.server.store.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups as the manual says they are made, put back where nothing was. */
@Timeout(180)
final class BackupIT {
    private static final Pattern MAJOR = Pattern.compile("\\) (\\d+)");

    @TempDir
    private Path directory;

    @Test
    void copyOfTheDataDirectory_ofAStoppedServer_isAWholeServer() throws Exception {
        var original = directory.toRealPath().resolve("original");
        var copy = original.resolveSibling("copy");
        String before;
        String key;
        try (var rig = ServerRig.startEmbedded(original)) {
            before = work(rig);
            key = rig.key("tuner:read");
        }

        run("cp", "-a", original.toString(), copy.toString());

        run("rm", "-rf", original.toString());
        try (var rig = ServerRig.startEmbedded(copy)) {
            assertUnharmed(rig, before, key);
        }
    }

    @Test
    void dumpOfARunningServer_restoredIntoAnEmptyDatabase_isAWholeServer() throws Exception {
        var target = TestPostgres.freshDatabase();
        assumeTrue(
                clientMajor("pg_dump")
                        >= Integer.parseInt(TestPostgres.query(target, "SHOW server_version_num")) / 10_000,
                "pg_dump is not there, or older than the PostgreSQL that tests use");
        var dump = directory.resolve("asktell.dump").toString();
        String before;
        String key;
        try (var rig = ServerRig.start()) {
            before = work(rig);
            key = rig.key("tuner:read");
            run("pg_dump", "-Fc", "-f", dump, url(rig.database()));
        }

        run("pg_restore", "--no-owner", "--exit-on-error", "-d", url(target), dump);

        try (var rig = ServerRig.on(target)) {
            assertUnharmed(rig, before, key);
        }
    }

    private static String work(ServerRig rig) {
        rig.study("kept", "");
        for (int i = 0; i < 20; i++) {
            rig.tell("kept", "[" + i + "]");
        }
        rig.ask("kept");
        return rig.snapshot("kept");
    }

    private static void assertUnharmed(ServerRig rig, String before, String key) {
        assertThat(rig.snapshot("kept")).isEqualTo(before);
        assertThat(rig.send(rig.as(key, ServerRig.STUDIES)).statusCode()).isEqualTo(200);
        rig.tell("kept", "[7]");
        assertThat(ServerRig.header(rig.get(ServerRig.STUDIES + "/kept/trials"), "X-Total-Count"))
                .isEqualTo("22");
    }

    private static String url(DatabaseAddress address) {
        return "postgresql://" + address.user() + ":" + address.password() + "@"
                + address.jdbcUrl().replaceFirst("^jdbc:postgresql://", "").replaceFirst("\\?.*$", "");
    }

    /** The major version of one of PostgreSQL's programs; 0 where it is not installed. */
    private static int clientMajor(String program) throws InterruptedException {
        try {
            var process = new ProcessBuilder(program, "--version").start();
            Matcher version = MAJOR.matcher(new String(process.getInputStream().readAllBytes()));
            process.waitFor();
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }
}
