package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leases and heartbeats: who has a trial, for how long, and what becomes of it afterwards. */
final class LeasesIT {
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void lease_isTheStudys_unlessTheAskSaysOtherwise() {
        rig.study("lengths", ",'lease_seconds':100");

        JsonNode studys = rig.ask("lengths").get("lease");
        JsonNode own = ok(200, rig.post(STUDIES + "/lengths/trials/suggest", "{'lease_seconds':1000}"))
                .get("lease");

        assertThat(length(0, studys)).isEqualTo(Duration.ofSeconds(100));
        assertThat(length(1, own)).isEqualTo(Duration.ofSeconds(1000));
        assertThat(studys.get("token")).isNotEqualTo(own.get("token"));
    }

    private static Duration length(int number, JsonNode lease) {
        JsonNode trial = ok(200, rig.get(trial("lengths", number)));
        assertThat(trial.get("lease")).isEqualTo(lease);
        return Duration.between(
                Instant.parse(trial.get("datetime_start").textValue()),
                Instant.parse(lease.get("expires_at").textValue()));
    }

    @Test
    void heartbeat_withoutALease_isFine() {
        rig.study("unleased", "");
        rig.ask("unleased");

        assertThat(ok(200, rig.post(trial("unleased", 0) + "/heartbeat")).toString())
                .isEqualTo("{\"lease\":null,\"should_stop\":false}");
    }

    @Test
    void aLateHeartbeat_ofATrialThatWasNotGivenOutAgain_takesItBack() {
        rig.study("revived", ",'lease_seconds':60,'max_attempts':2");
        JsonNode given = rig.ask("revived");
        rig.expireLease(given.at("/lease/token").textValue());
        while (!state("revived", 0).equals("WAITING")) { // until the server notices
            Thread.onSpinWait();
        }

        JsonNode beat = ok(
                200, rig.post(trial("revived", 0) + "/heartbeat", "{'lease_token':" + given.at("/lease/token") + "}"));

        JsonNode trial = ok(200, rig.get(trial("revived", 0)));
        assertThat(beat.at("/lease/token")).isEqualTo(given.at("/lease/token"));
        assertThat(trial.get("state").textValue()).isEqualTo("RUNNING");
        assertThat(trial.get("attempt").intValue()).isEqualTo(1);
        assertThat(rig.ask("revived").get("trial_id").intValue()).isEqualTo(1);
    }

    @Test
    void completeMany_withAWrongLeaseToken_refusesThatOne() {
        rig.study("tokens", ",'lease_seconds':60");
        JsonNode token = rig.ask("tokens").at("/lease/token");
        rig.ask("tokens");

        JsonNode answers = ok(
                200,
                rig.post(
                        STUDIES + "/tokens/trials/complete",
                        "{'results':[{'trial_id':1,'values':1,'lease_token':" + token + "},"
                                + "{'trial_id':0,'values':1,'lease_token':" + token + "}]}"));

        assertThat(answers.at("/0/problem/code").textValue()).isEqualTo("lease_lost");
        assertThat(answers.at("/1/trial/state").textValue()).isEqualTo("COMPLETE");
        assertThat(state("tokens", 1)).isEqualTo("RUNNING");
    }

    @Test
    void heartbeat_renewsTheLease_andSaysWhenToStop() {
        rig.study("beating", ",'lease_seconds':60");
        JsonNode lease = rig.ask("beating").get("lease");

        JsonNode beat = ok(200, rig.post(trial("beating", 0) + "/heartbeat"));
        ok(200, rig.call("PATCH", STUDIES + "/beating", "{'status':'stopped'}"));
        JsonNode last = ok(200, rig.post(trial("beating", 0) + "/heartbeat"));

        assertThat(beat.at("/lease/token")).isEqualTo(lease.get("token"));
        assertThat(Instant.parse(beat.at("/lease/expires_at").textValue()))
                .isAfterOrEqualTo(Instant.parse(lease.get("expires_at").textValue()));
        assertThat(beat.get("should_stop").booleanValue()).isFalse();
        assertThat(last.get("should_stop").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"heartbeat", "report", "complete", "prune", "fail"})
    void aWrongLeaseToken_isLeaseLost_andNoneIsAccepted(String verb) {
        String study = "token-" + verb;
        rig.study(study, ",'lease_seconds':60");
        JsonNode token = rig.ask(study).at("/lease/token");
        String more = verb.equals("report") ? ",'step':1,'value':0.5" : verb.equals("complete") ? ",'values':1" : "";
        String path = trial(study, 0) + "/" + verb;

        for (var wrong : new String[] {"5f0c0a55-8f5f-4a52-9f6f-5a5e6d3b7f10", "", "no token"}) {
            assertThat(code(rig.post(path, "{'lease_token':'" + wrong + "'" + more + "}")))
                    .isEqualTo("409 lease_lost");
        }
        assertThat(state(study, 0)).isEqualTo("RUNNING");
        assertThat(rig.post(path, "{" + more.replaceFirst("^,", "") + "}").statusCode())
                .isEqualTo(200);
        if (verb.equals("heartbeat") || verb.equals("report")) {
            assertThat(rig.post(path, "{'lease_token':" + token + more + "}").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anOverdueLease_givesTheTrialToTheNext_untilItsAttemptsAreUsedUp() {
        rig.study("overdue", ",'lease_seconds':60,'max_attempts':2");
        JsonNode first = rig.ask("overdue");
        rig.expireLease(first.at("/lease/token").textValue());
        JsonNode second = rig.ask("overdue");
        rig.expireLease(second.at("/lease/token").textValue());
        JsonNode third = rig.ask("overdue");

        assertThat(second.get("trial_id")).isEqualTo(first.get("trial_id"));
        assertThat(second.get("params")).isEqualTo(first.get("params"));
        assertThat(second.get("attempt").intValue()).isEqualTo(2);
        assertThat(second.at("/lease/token")).isNotEqualTo(first.at("/lease/token"));
        assertThat(third.get("trial_id").intValue()).isEqualTo(1);
        JsonNode failed = ok(200, rig.get(trial("overdue", 0)));
        assertThat(failed.get("state").textValue()).isEqualTo("FAIL");
        assertThat(failed.get("fail_reason").textValue()).isEqualTo("lease_expired");
    }

    @Test
    void overdueLeases_lookedForByTwoServers_endOnce() {
        try (var other = rig.again()) {
            rig.study("reaped", ",'lease_seconds':60,'max_attempts':3");
            ok(200, other.post(STUDIES + "/reaped/trials/suggest", "{'count':20}"));
            rig.execute("UPDATE trial SET lease_expires_at = now() - interval '1 second'"
                    + " WHERE study_id = (SELECT id FROM study WHERE name = 'reaped')");
            rig.execute("UPDATE study_ledger SET definition = definition + 1"
                    + " WHERE study_id = (SELECT id FROM study WHERE name = 'reaped')");

            var deadline = Instant.now().plusSeconds(30);
            while (Instant.now().isBefore(deadline)
                    && !rig.query("SELECT count(*) FROM trial WHERE state = 'WAITING' AND study_id ="
                                    + " (SELECT id FROM study WHERE name = 'reaped')")
                            .equals("20")) {
                rig.get(STUDIES); // the reapers look twice a second
            }

            assertThat(rig.query("SELECT string_agg(DISTINCT attempt::text, ' ') FROM trial"
                            + " WHERE study_id = (SELECT id FROM study WHERE name = 'reaped')"))
                    .isEqualTo("2");
            assertThat(rig.query("SELECT seq FROM study_ledger"
                            + " WHERE study_id = (SELECT id FROM study WHERE name = 'reaped')"))
                    .isEqualTo("40"); // 20 asks, and each lease ended once
        }
    }

    @Test
    void aLateTell_ofATrialThatWasNotGivenOutAgain_isAccepted() {
        rig.study("late", ",'lease_seconds':60");
        JsonNode token = rig.ask("late").at("/lease/token");
        rig.expireLease(token.textValue());

        JsonNode told = ok(200, rig.post(trial("late", 0) + "/complete", "{'values':0.5,'lease_token':" + token + "}"));

        assertThat(told.get("state").textValue()).isEqualTo("COMPLETE");
    }

    private static String state(String study, int number) {
        return ok(200, rig.get(trial(study, number))).get("state").textValue();
    }
}
