package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.STUDIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL shows which request a session works for, while it does. */
@Timeout(60)
final class RequestNamesIT {
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        rig.study("named", "");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void askThatWaitsForALock_isSeenByItsId_andTheNameEndsWithIt() throws SQLException {
        var asking = rig.request(STUDIES + "/named/trials/suggest").POST(BodyPublishers.noBody());

        whileLocked("SELECT 1 FROM study_ledger FOR UPDATE", asking, "an-ask-7");

        assertThat(sessions("application_name = 'asktell an-ask-7'")).isZero();
    }

    @Test
    void readThatWaitsForALock_isSeenByItsId() throws SQLException {
        whileLocked("LOCK TABLE study IN ACCESS EXCLUSIVE MODE", rig.request(STUDIES), "a-look-7");
    }

    @Test
    void longId_isCutToWhatPostgresKeeps() throws SQLException {
        whileLocked("LOCK TABLE study IN ACCESS EXCLUSIVE MODE", rig.request(STUDIES), "x".repeat(128));
    }

    /** Sends a request while another session holds a lock, and lets it go when the request's session is seen to wait. */
    private static void whileLocked(String lock, HttpRequest.Builder request, String id) throws SQLException {
        var named = request.header("X-Request-Id", id);
        var shown = ("asktell " + id).substring(0, Math.min(63, 8 + id.length()));
        CompletableFuture<Integer> answer;
        try (var holder = TestPostgres.connect(rig.database());
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            answer = CompletableFuture.supplyAsync(() -> rig.send(named).statusCode());
            while (sessions("wait_event_type = 'Lock' AND application_name = '" + shown + "'") == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            holder.rollback();
        }
        assertThat(answer.join()).isEqualTo(200);
    }

    private static int sessions(String condition) {
        return Integer.parseInt(
                rig.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND " + condition));
    }
}
