package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.store.Database;
import io.asktell.server.store.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve --check} says of settings, and that it leaves everything as it was. */
final class ServeCheckIT {
    private static final String TABLES = "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    private boolean check() {
        environment.putIfAbsent("ASKTELL_DATA_DIR", directory.resolve("data").toString());
        environment.putIfAbsent("PORT", "0");
        return ServeCheck.print(environment, new PrintWriter(out, true));
    }

    @Test
    void emptyDatabase_canBeUsed_andStaysEmpty() {
        var address = TestPostgres.freshDatabase();
        environment.putAll(TestPostgres.environment(address));

        assertThat(check()).as(out.toString()).isTrue();

        assertThat(out.toString())
                .contains("CHECK", "settings", "a start brings its tables up to date", "can be made")
                .doesNotContain("error", address.password());
        assertThat(TestPostgres.query(address, TABLES)).isEqualTo("0");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void databaseInUse_isUpToDate() {
        var address = TestPostgres.freshDatabase();
        Database.open(address, Schema.STUDIES, 2).close();
        environment.putAll(TestPostgres.environment(address));

        assertThat(check()).isTrue();

        assertThat(out.toString()).contains("its tables are up to date");
    }

    @Test
    void tablesOfANewerVersion_areAnError() {
        var address = TestPostgres.freshDatabase();
        Database.open(address, Schema.STUDIES, 2).close();
        TestPostgres.execute(
                address,
                "INSERT INTO flyway_schema_history SELECT installed_rank + 1000, '9999', 'later', type, 'V9999__later.sql',"
                        + " 1, installed_by, installed_on, 1, true FROM flyway_schema_history WHERE version = '001'");
        environment.putAll(TestPostgres.environment(address));

        assertThat(check()).isFalse();

        assertThat(out.toString()).contains("made by a newer Asktell");
    }

    @Test
    void withoutADatabase_itIsTheEmbeddedOne_andNothingIsMade() {
        assertThat(check()).as(out.toString()).isTrue();

        assertThat(out.toString()).contains("embedded, made at the first start");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void databaseThatDoesNotAnswer_isAnError() throws IOException {
        int port = Ports.free();
        environment.put("DATABASE_URL", "postgresql://u:hidden-word@127.0.0.1:" + port + "/d");

        assertThat(check()).isFalse();

        assertThat(out.toString()).contains("cannot be used").doesNotContain("hidden-word");
    }

    @Test
    void takenPort_isAnError() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("PORT", Integer.toString(socket.getLocalPort()));

            assertThat(check()).isFalse();
        }

        assertThat(out.toString()).contains("cannot be listened on");
    }

    @Test
    void wrongSettings_areAllTold() {
        environment.put("DATABASE_POOL_SIZE", "many");
        environment.put("DEFAULT_SAMPLER", "best");

        assertThat(check()).isFalse();

        assertThat(out.toString()).contains("DATABASE_POOL_SIZE", "DEFAULT_SAMPLER");
    }

    @Test
    void weakSecrets_areWarnedOf_andNeverShown() {
        environment.put("ASKTELL_ADMIN_KEY", "aaaaaaaaaaaaaaaaaaaaaaaa");
        environment.put("ASKTELL_SECRET_KEY", "please-change-me-1234567890");

        assertThat(check()).isTrue();

        assertThat(out.toString())
                .contains("few different characters", "looks like a word")
                .doesNotContain("aaaaaa", "please");
    }

    @Test
    void wrongManifest_isAnError() throws IOException {
        var file = Files.writeString(directory.resolve("models.json"), "{not json");
        environment.put("ASKTELL_MODEL_MANIFEST", file.toString());

        assertThat(check()).isFalse();

        assertThat(out.toString()).contains("ASKTELL_MODEL_MANIFEST", "cannot be read");
    }

    @Test
    void dataDirectoryThatCannotBeMade_isAnError() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");
        environment.put("ASKTELL_DATA_DIR", file.resolve("data").toString());

        assertThat(check()).isFalse();

        assertThat(out.toString()).contains("cannot be written to");
    }
}
