package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers of two versions on one database, over a migration that only adds. */
final class UpgradeIT {
    private static final int TIMES = 12; // more than it takes for a statement to be prepared for good

    private ServerRig old;

    @BeforeEach
    void start() {
        old = ServerRig.start("DATABASE_POOL_SIZE", "2");
        old.study("upgraded", ",'lease_seconds':60");
    }

    @AfterEach
    void stop() {
        old.close();
    }

    @Test
    void server_whoseTablesGetNewColumns_goesOn() {
        work();

        old.execute(
                "DO $$ DECLARE one text; BEGIN"
                        + " FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP"
                        + " EXECUTE 'ALTER TABLE ' || one || ' ADD COLUMN added_later int NOT NULL DEFAULT 7'; END LOOP; END $$");

        work();
        assertThat(ok(200, old.get(STUDIES + "/upgraded"))
                        .at("/trial_counts/COMPLETE")
                        .intValue())
                .isEqualTo(2 * TIMES);
    }

    @Test
    void server_thatFindsTablesOfALaterVersion_starts() {
        old.execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success) SELECT max(installed_rank) + 1, '999', 'later', 'SQL',"
                + " 'V999__later.sql', 1, current_user, 1, true FROM flyway_schema_history");

        try (var again = old.again()) {
            assertThat(again.ask("upgraded").get("trial_id").intValue()).isZero();
        }
    }

    private void work() {
        for (int n = 0; n < TIMES; n++) {
            int number = old.ask("upgraded").get("trial_id").intValue();
            ok(200, old.post(trial("upgraded", number) + "/report", "{'step':1,'value':1}"));
            ok(200, old.post(trial("upgraded", number) + "/complete", "{'values':1}"));
            ok(200, old.get(trial("upgraded", number)));
            ok(200, old.get(STUDIES + "/upgraded/trials"));
            ok(200, old.get(STUDIES));
            ok(201, old.post("/v1/keys", "{'name':'one','scopes':['tuner:read']}"));
            ok(200, old.get("/v1/keys"));
            ok(200, old.get("/api/tool-eval/param-tune"));
            ok(200, old.get("/api/v1/models"));
            ok(200, old.get("/api/tool-eval/profiles"));
        }
    }
}
