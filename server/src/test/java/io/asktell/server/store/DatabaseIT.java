package io.asktell.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.server.Ports;
import io.asktell.server.TestPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class DatabaseIT {
    private static final String EXAMPLE = "db/example";

    @Test
    void open_onEmptyDatabase_migratesOnce() {
        var address = TestPostgres.freshDatabase();

        open(address).close();
        try (var again = open(address)) {
            assertThat(count(again, "example")).isZero();
            assertThat(count(again, "example_history WHERE version = '001'")).isOne();
        }
    }

    @Test
    void open_withTwoHistoriesInOneSchema_migratesBoth() {
        var address = TestPostgres.freshDatabase();

        try (var first = open(address);
                var second = Database.open(address, new Schema("db/example2", "example2_history"), 2)) {
            assertThat(count(first, "example")).isZero();
            assertThat(count(second, "example2")).isZero();
        }
    }

    @Test
    void open_byManyServersAtOnce_bringsAllUp() throws Exception {
        var address = TestPostgres.freshDatabase();
        int servers = 4;
        var together = new CyclicBarrier(servers);
        var pool = Executors.newFixedThreadPool(servers);
        var opened = new ArrayList<Future<Integer>>();
        for (int i = 0; i < servers; i++) {
            opened.add(pool.submit(() -> {
                together.await();
                try (var database = open(address)) {
                    return count(database, "example");
                }
            }));
        }
        pool.shutdown();

        for (var each : opened) {
            assertThat(each.get()).isZero();
        }
    }

    @Test
    void sessions_areDurableAndGiveLocksBackSoon() {
        try (var database = open(TestPostgres.freshDatabase())) {
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "application_name")).isEqualTo("asktell");
            assertThat(setting(database, "idle_in_transaction_session_timeout")).isEqualTo("20s");
            assertThat(setting(database, "lock_timeout")).isEqualTo("30s");
            assertThat(setting(database, "tcp_keepalives_idle")).isEqualTo("10");
            assertThat(setting(database, "tcp_user_timeout")).isEqualTo("25000");
            assertThat(setting(database, "client_connection_check_interval")).isEqualTo("5s");
        }
    }

    @Test
    void statements_thatMayBeLong_haveLongerThanOthers_untilTheirConnectionGoesBack() throws SQLException {
        try (var database = open(TestPostgres.freshDatabase())) {
            assertThat(patience(database)).isEqualTo(40_000);
            database.jdbi().useHandle(handle -> {
                LongStatements.allow(handle);
                assertThat(handle.getConnection().getNetworkTimeout()).isEqualTo(120_000);
            });
            assertThat(patience(database)).isEqualTo(40_000);
        }
    }

    private static int patience(Database database) throws SQLException {
        return database.jdbi().withHandle(handle -> handle.getConnection().getNetworkTimeout());
    }

    @Test
    void sessions_whereCommitsWereNotDurable_areDurable() {
        var address = TestPostgres.freshDatabase();
        String name = address.place().replaceFirst(".*/", "");
        TestPostgres.execute(address, "ALTER DATABASE " + name + " SET synchronous_commit = off");

        try (var database = open(address)) {
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void reachable_afterTheDatabaseIsGone_isFalse() {
        var address = TestPostgres.freshDatabase();
        String name = address.place().replaceFirst(".*/", "");

        try (var database = open(address)) {
            assertThat(database.reachable()).isTrue();

            TestPostgres.execute(TestPostgres.sibling(address, "postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
            assertThat(database.reachable()).isFalse();
        }
    }

    @Test
    void open_withWrongCredentials_saysSoAtOnceWithoutThePassword() {
        var right = TestPostgres.freshDatabase();
        var wrong = new DatabaseAddress(right.jdbcUrl(), "nobody_known", "not-the-password");

        assertThatThrownBy(() -> open(wrong))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining(right.place())
                .hasMessageContaining("nobody_known")
                .hasMessageNotContaining("not-the-password");
    }

    @Test
    void open_ofMissingDatabase_saysSo() {
        var missing = TestPostgres.sibling(TestPostgres.freshDatabase(), "no_such_database");

        assertThatThrownBy(() -> open(missing))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("no_such_database");
    }

    @Test
    void open_whileNothingListens_waitsAndThenSaysWhere() throws IOException {
        int port = Ports.free();
        var address = new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/asktell", "asktell", "x");

        assertThatThrownBy(
                        () -> Database.open(address, new Schema(EXAMPLE, "example_history"), 2, Duration.ofMillis(600)))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("127.0.0.1:" + port + "/asktell");
    }

    @Test
    void open_onTooOldAVersion_namesBothVersions() {
        var address = new DatabaseAddress("jdbc:postgresql://db.example/asktell", null, null);

        assertThatThrownBy(() -> FirstConnection.checkVersion(address, "13.4", 13))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessage("Asktell needs PostgreSQL 14 or newer, but db.example/asktell is version 13.4.");
    }

    private static Database open(DatabaseAddress address) {
        return Database.open(address, new Schema(EXAMPLE, "example_history"), 2);
    }

    private static int count(Database database, String from) {
        return database.jdbi()
                .withHandle(h -> h.createQuery("SELECT count(*) FROM " + from)
                        .mapTo(Integer.class)
                        .one());
    }

    private static String setting(Database database, String name) {
        return database.jdbi()
                .withHandle(h -> h.createQuery("SELECT current_setting('" + name + "')")
                        .mapTo(String.class)
                        .one());
    }
}
