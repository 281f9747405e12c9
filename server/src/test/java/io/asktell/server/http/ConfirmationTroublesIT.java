package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** Confirmations whose runs are lost, fail, or are canceled. */
final class ConfirmationTroublesIT {
    /** Workers outside, whose every step the test makes; what a test leaves to do is in a database of its own. */
    private static final class ByHand implements AutoCloseable {
        private ServerRig server = ServerRig.start();
        private final String worker = server.key("worker");
        private final String job;

        ByHand() {
            var rig = new TuneRig(server).model("outside", URI.create("http://127.0.0.1:9/v1"));
            job = rig.start(
                    "{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE)
                            + "','models':['outside'],'optimization_mode':'grid','confirm_repeats':3,'search_space':{'temperature':[0.25]}}");
        }

        TuneRig rig() {
            return new TuneRig(server);
        }

        JsonNode claim() {
            return rig().claim(worker);
        }

        /** Tells results of both cases, each in the repeats from one to another. */
        void complete(JsonNode work, int from, int to) {
            var results = new StringBuilder();
            for (int repeat = from; repeat <= to; repeat++) {
                results.append(results.isEmpty() ? "" : ",")
                        .append(result("call", repeat))
                        .append(',')
                        .append(result("none", repeat));
            }
            ok(200, rig().trial(worker, work, "complete", "{'values':1,'case_results':[" + results + "]}"));
        }

        void report(JsonNode work, int repeat) {
            ok(
                    200,
                    rig().trial(
                                    worker,
                                    work,
                                    "report",
                                    "{'step':0,'value':1,'case_results':[" + result("call", repeat) + "]}"));
        }

        /** As a worker does that was given the result of one case. */
        void completeAgain(JsonNode work) {
            var results = new StringBuilder(result("call", 1).replace("}", ",'reused':true}"));
            for (int repeat = 1; repeat <= 3; repeat++) {
                results.append(',').append(result("none", repeat));
                results.append(repeat > 1 ? "," + result("call", repeat) : "");
            }
            ok(200, rig().trial(worker, work, "complete", "{'values':1,'case_results':[" + results + "]}"));
        }

        void fail(JsonNode work, String reason) {
            ok(200, rig().trial(worker, work, "fail", "{'reason':'" + reason + "'}"));
        }

        private static String result(String id, int repeat) {
            return "{'case_id':'" + id + "','repeat':" + repeat + ",'outcome':'correct','score':1}";
        }

        void restart() {
            server.close();
            server = server.again();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @Test
    void restartAndLostWorker_inTheConfirmation_countEachCaseOnce() {
        try (var hand = new ByHand()) {
            hand.complete(hand.claim(), 0, 0);
            var winner = hand.claim();
            assertThat(winner.get("study_name").asText()).endsWith("-confirmation");
            assertThat(winner.get("params").toString()).isEqualTo("{\"temperature\":0.25}");
            assertThat(winner.get("repeats").asInt()).isEqualTo(3);
            assertThat(winner.get("first_repeat").asInt()).isEqualTo(1);
            assertThat(winner.get("racing").asBoolean()).isFalse();
            hand.report(winner, 1);
            var under = hand.rig().find(hand.job);
            assertThat(under.get("status").asText()).isEqualTo("running");
            assertThat(under.get("detail").asText()).contains("confirming");
            assertThat(under.get("total_evaluations").asInt()).isEqualTo(2 + 2 * 2 * 3);
            assertThat(under.get("completed_evaluations").asInt()).isEqualTo(2 + 1);
            assertThat(under.at("/confirmation/winner/status").asText()).isEqualTo("RUNNING");
            assertThat(under.at("/confirmation/versus_defaults").isNull()).isTrue();

            hand.restart();
            hand.server.expireLease(winner.at("/lease/token").asText());
            var again = hand.claim();
            hand.complete(again, 1, 3);
            var defaults = hand.claim();
            hand.complete(defaults, 1, 3);

            assertThat(again.get("trial_id")).isEqualTo(winner.get("trial_id"));
            assertThat(again.get("attempt").asInt()).isEqualTo(2);
            assertThat(defaults.get("params")).isEmpty();
            var tune = hand.rig().awaitEnd(hand.job);
            assertThat(tune.get("status").asText()).isEqualTo("completed");
            assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(2 + 2 * 2 * 3);
            assertThat(tune.at("/confirmation/winner/n").asInt()).isEqualTo(2);
            assertThat(tune.at("/confirmation/runner_up").isNull()).isTrue();
            assertThat(tune.at("/confirmation/versus_defaults/verdict").asText())
                    .isEqualTo("no significant difference");
        }
    }

    @Test
    void failureInTheConfirmation_isRunAgain_withoutWhatWasReported() {
        try (var hand = new ByHand()) {
            hand.complete(hand.claim(), 0, 0);
            hand.complete(hand.claim(), 1, 3);
            var defaults = hand.claim();
            hand.report(defaults, 1);
            hand.fail(defaults, "no answer");

            var again = hand.claim();
            assertThat(again.get("trial_id")).isNotEqualTo(defaults.get("trial_id"));
            assertThat(again.get("params")).isEmpty();
            assertThat(again.get("finished")).hasSize(1);
            assertThat(again.at("/finished/0/case_id").asText()).isEqualTo("call");
            assertThat(again.at("/finished/0/repeat").asInt()).isEqualTo(1);
            assertThat(again.at("/finished/0/reused").asBoolean()).isTrue();
            hand.completeAgain(again);

            var tune = hand.rig().awaitEnd(hand.job);
            assertThat(tune.get("status").asText()).isEqualTo("completed");
            assertThat(tune.get("error").isNull()).isTrue();
            assertThat(tune.get("percent").asDouble()).isEqualTo(100);
            assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(2 + 2 * 2 * 3);
            assertThat(tune.at("/confirmation/defaults/status").asText()).isEqualTo("COMPLETE");
            assertThat(tune.at("/confirmation/defaults/n").asInt()).isEqualTo(2);
            assertThat(tune.at("/confirmation/versus_defaults/verdict").asText())
                    .isEqualTo("no significant difference");
        }
    }

    @Test
    void failuresInTheConfirmation_ofEveryAttempt_leaveTheWinnerTheBest_andAreTold() {
        try (var hand = new ByHand()) {
            hand.complete(hand.claim(), 0, 0);
            hand.complete(hand.claim(), 1, 3);
            for (int attempt = 1; attempt <= 3; attempt++) {
                hand.fail(hand.claim(), "no answer " + attempt);
            }

            var tune = hand.rig().awaitEnd(hand.job);

            assertThat(tune.get("status").asText()).isEqualTo("completed");
            assertThat(tune.get("error").asText())
                    .contains("confirmation is not complete", "defaults failed, after 3 attempts: no answer 3");
            assertThat(tune.at("/best/params/temperature").asDouble()).isEqualTo(0.25);
            assertThat(tune.at("/confirmation/winner/mean").asDouble()).isEqualTo(1);
            assertThat(tune.at("/confirmation/defaults/status").asText()).isEqualTo("FAIL");
            assertThat(tune.at("/confirmation/versus_defaults").isNull()).isTrue();
            assertThat(tune.get("defaults").isNull()).isTrue();
        }
    }

    @Test
    void lostLeasesAndFailuresInTheConfirmation_areAttemptsAlike() {
        try (var hand = new ByHand()) {
            hand.complete(hand.claim(), 0, 0);
            hand.complete(hand.claim(), 1, 3);
            var lost = hand.claim();
            hand.server.expireLease(lost.at("/lease/token").asText());
            hand.fail(hand.claim(), "no answer");
            hand.fail(hand.claim(), "no answer again");

            var tune = hand.rig().awaitEnd(hand.job);

            assertThat(tune.get("error").asText()).contains("after 3 attempts: no answer again");
        }
    }

    @Test
    void cancel_inTheConfirmation_keepsTheWinner_andStopsWhatRuns() {
        try (var hand = new ByHand()) {
            hand.complete(hand.claim(), 0, 0);
            var winner = hand.claim();
            hand.report(winner, 1);

            var canceled = ok(200, hand.server.post(TuneRig.TUNES + "/" + hand.job + "/cancel"));

            assertThat(canceled.get("status").asText()).isEqualTo("canceled");
            assertThat(canceled.at("/best/params/temperature").asDouble()).isEqualTo(0.25);
            assertThat(canceled.get("completed_evaluations").asInt()).isEqualTo(3);
            assertThat(ok(200, hand.rig().trial(hand.worker, winner, "heartbeat", "{}"))
                            .get("should_stop")
                            .asBoolean())
                    .isTrue();
            assertThat(hand.rig()
                            .claim(hand.worker, null, "{'worker':'w','wait_seconds':1}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(hand.server.delete(TuneRig.TUNES + "/" + hand.job).statusCode())
                    .isEqualTo(204);
            assertThat(hand.server.query("SELECT count(*) FROM study")).isEqualTo("0");
        }
    }
}
