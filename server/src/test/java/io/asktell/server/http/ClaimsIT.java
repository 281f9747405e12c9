package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers outside the server that claim trials of tunes, and what they may do with them. */
final class ClaimsIT {
    private static final String NOW = "{'worker':'w','wait_seconds':0}";
    private static final String SOON = "{'worker':'w','wait_seconds':10}";

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;
    private static String worker;

    private String job;

    @BeforeAll
    static void start() {
        server = ServerRig.start("MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server).model("outside", URI.create("http://127.0.0.1:9/v1"));
        suite = rig.suite(TuneRig.SMALL_SUITE);
        worker = server.key("worker");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void cancelJob() {
        if (job != null) {
            server.post(TuneRig.TUNES + "/" + job + "/cancel");
        }
    }

    /** Starts a tune of seven random combinations, one at a time. */
    private void tune(String more) {
        job = rig.start("{'suite_id':'" + suite + "','models':['outside'],'optimization_mode':'random','n_trials':7,"
                + "'search_space':{'temperature':{'min':0,'max':1}}" + more + "}");
    }

    @Test
    void claim_isGivenAllThatIsToBeKnown() {
        tune(",'seed':3,'repeats':2,'objective':['score','latency_ms']");

        var work = rig.claim(worker);

        assertThat(names(work))
                .containsExactly(
                        "kind",
                        "job_id",
                        "study_name",
                        "trial_id",
                        "attempt",
                        "params",
                        "model",
                        "suite_id",
                        "suite_version",
                        "objective",
                        "repeats",
                        "racing",
                        "seed",
                        "lease",
                        "lease_seconds");
        assertThat(work.get("kind").asText()).isEqualTo("tool_eval");
        assertThat(work.get("job_id").asText()).isEqualTo(job);
        assertThat(work.get("trial_id").asInt()).isZero();
        assertThat(work.get("attempt").asInt()).isEqualTo(1);
        assertThat(work.at("/params/temperature").isNumber()).isTrue();
        assertThat(work.get("suite_id").asText()).isEqualTo(suite);
        assertThat(work.get("suite_version").asInt()).isEqualTo(1);
        assertThat(work.get("objective")).isEqualTo(TuneRig.read("['score','latency_ms']"));
        assertThat(work.get("repeats").asInt()).isEqualTo(2);
        assertThat(work.get("seed").asInt()).isEqualTo(3);
        assertThat(names(work.get("model")))
                .containsExactly("name", "wire_name", "provider", "protocol", "base_url", "generation_schema");
        assertThat(ok(200, server.send(server.as(worker, TuneRig.SUITES + "/" + suite + "?version=1")))
                        .get("name")
                        .asText())
                .isEqualTo("small");
    }

    @Test
    void claimedTrials_reportedAndTold_endTheTune() {
        tune("");
        for (int i = 0; i < 7; i++) {
            var work = rig.claim(worker);
            assertThat(work.get("trial_id").asInt()).isEqualTo(i);
            ok(200, rig.trial(worker, work, "heartbeat", "{}"));
            var report = rig.trial(
                    worker,
                    work,
                    "report",
                    "{'step':0,'value':1,'case_results':[{'case_id':'call','outcome':'correct','score':1}]}");
            assertThat(ok(200, report).get("should_prune").asBoolean()).isFalse();

            ok(200, rig.trial(worker, work, "complete", "{'values':0." + i + ",'user_attrs':{'passed':1}}"));
        }

        var tune = rig.awaitEnd(job);

        assertThat(tune.get("status").asText()).isEqualTo("completed");
        assertThat(tune.get("completed_combos").asInt()).isEqualTo(7);
        assertThat(tune.at("/best/value").asDouble()).isEqualTo(0.6);
        assertThat(tune.at("/best/trial_id").asInt()).isEqualTo(6);
        assertThat(rig.claim(worker, null, NOW).statusCode()).isEqualTo(204);
    }

    @Test
    void failingTrials_endTheTuneAsFailed_onceMoreThanHalfOfThemDid() {
        tune("");
        for (int i = 0; i < 4; i++) {
            ok(200, rig.trial(worker, rig.claim(worker), "fail", "{'reason':'no answer'}"));
        }

        var tune = rig.awaitEnd(job);

        assertThat(tune.get("status").asText()).isEqualTo("failed");
        assertThat(tune.get("failed_combos").asInt()).isEqualTo(4);
        assertThat(tune.get("error").asText()).contains("4 trials failed");
        assertThat(rig.combos(job).get(0).get("error").asText()).isEqualTo("no answer");
    }

    @Test
    void claims_atOnce_areHeldToMaxConcurrentTrials() {
        tune(",'max_concurrent_trials':2");

        assertThat(rig.claim(worker).get("trial_id").asInt()).isZero();
        assertThat(rig.claim(worker).get("trial_id").asInt()).isEqualTo(1);
        assertThat(rig.claim(worker, null, NOW).statusCode()).isEqualTo(204);
    }

    @Test
    void claim_waiting_isAnsweredWhenATuneComes() {
        var waiting = CompletableFuture.supplyAsync(() -> rig.claim(worker, null, SOON));
        tune("");

        assertThat(ok(200, waiting.join()).get("job_id").asText()).isEqualTo(job);
    }

    @Test
    void claim_waiting_isAnsweredWhenATrialEnds() {
        tune("");
        var first = rig.claim(worker);
        var waiting = CompletableFuture.supplyAsync(() -> rig.claim(worker, null, SOON));

        ok(200, rig.trial(worker, first, "complete", "{'values':0.5}"));

        assertThat(ok(200, waiting.join()).get("trial_id").asInt()).isEqualTo(1);
    }

    @Test
    void claim_repeatedWithItsKey_hasTheSameWork() {
        tune("");
        var first = rig.claim(worker, "lost-answer", SOON);

        var again = rig.claim(worker, "lost-answer", SOON);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(ServerRig.header(first, "Idempotency-Replayed")).isEmpty();
        assertThat(ServerRig.header(again, "Idempotency-Replayed")).isEqualTo("true");
        ok(200, rig.trial(worker, json(again), "complete", "{'values':0.5}"));
        assertThat(rig.claim(worker, "lost-answer", SOON).body()).isEqualTo(first.body());
        assertThat(ok(200, rig.claim(worker, "another", SOON)).get("trial_id").asInt())
                .isEqualTo(1);
    }

    @Test
    void claim_repeatedWhileTheFirstStillWaits_hasTheSameWork_andTakesOneTrial() {
        var claims = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> rig.claim(worker, "waits", SOON)))
                .toList();
        tune(",'max_concurrent_trials':4");

        var bodies = claims.stream().map(claim -> ok(200, claim.join())).distinct();

        assertThat(bodies).hasSize(1);
        assertThat(ok(200, server.get(ServerRig.STUDIES + "/tune-" + job + "-0"))
                        .get("n_trials")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void claim_withAKeyUsedForAnotherBody_isReused() {
        tune("");
        rig.claim(worker, "taken", SOON);

        assertThat(refusal(rig.claim(worker, "taken", NOW))).isEqualTo("422 idempotency_key_reused Idempotency-Key");
        assertThat(refusal(rig.claim(worker, "", NOW))).isEqualTo("422 invalid Idempotency-Key");
    }

    @Test
    void claim_ofAnotherCredentialWithTheSameKey_isAnotherClaim() {
        tune(",'max_concurrent_trials':2");
        var first = ok(200, rig.claim(worker, "same", SOON));

        var other = ok(200, rig.claim(server.key("worker"), "same", SOON));

        assertThat(other.get("trial_id")).isNotEqualTo(first.get("trial_id"));
    }

    @Test
    void claim_thatGotNothing_isNotKept() {
        assertThat(rig.claim(worker, "too-early", NOW).statusCode()).isEqualTo(204);
        tune("");

        assertThat(rig.claim(worker, "too-early", NOW).statusCode()).isEqualTo(200);
    }

    @Test
    void trial_ofALostLease_isTheNextWorkers() {
        tune("");
        var other = server.key("worker");
        var lost = rig.claim(worker);
        server.expireLease(lost.at("/lease/token").asText());

        var again = rig.claim(other);

        assertThat(again.get("trial_id")).isEqualTo(lost.get("trial_id"));
        assertThat(again.get("params")).isEqualTo(lost.get("params"));
        assertThat(again.get("attempt").asInt()).isEqualTo(2);
        for (var verb : new String[] {"heartbeat", "fail"}) {
            assertThat(refusal(rig.trial(other, lost, verb, "{}"))).isEqualTo("409 lease_lost");
        }
        assertThat(refusal(rig.trial(other, lost, "complete", "{'values':1}"))).isEqualTo("409 lease_lost");
        assertThat(refusal(rig.trial(worker, lost, "complete", "{'values':1}"))).isEqualTo("403 scope_missing");
        ok(200, rig.trial(other, again, "complete", "{'values':0.25}"));
        assertThat(rig.find(job).at("/best/value").asDouble()).isEqualTo(0.25);
    }

    @Test
    void trial_ofAnOverdueLeaseThatNobodyTook_isStillItsWorkers() {
        tune("");
        var work = rig.claim(worker);
        server.expireLease(work.at("/lease/token").asText());

        ok(200, rig.trial(worker, work, "heartbeat", "{}"));
        ok(200, rig.trial(worker, work, "complete", "{'values':0.25}"));
    }

    @Test
    void trial_whoseTuneIsCanceled_isToldToStop() {
        tune("");
        var work = rig.claim(worker);
        ok(200, server.post(TuneRig.TUNES + "/" + job + "/cancel"));

        var beat = ok(200, rig.trial(worker, work, "heartbeat", "{}"));

        assertThat(beat.get("should_stop").asBoolean()).isTrue();
        assertThat(rig.claim(worker, null, NOW).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'wait_seconds':61}          | 422 invalid wait_seconds",
                "{'wait_seconds':-1}          | 422 invalid wait_seconds",
                "{'wait_seconds':NaN}         | 422 invalid wait_seconds",
                "{'wait_seconds':'long'}      | 422 invalid wait_seconds",
                "{'kinds':'tool_eval'}        | 422 invalid kinds",
                "{'kinds':['tool_eval',null]} | 422 invalid kinds",
                "{'colour':'red'}             | 422 invalid colour",
                "{'worker':                   | 400 malformed_json",
                "[]                           | 422 invalid body",
            })
    void claim_ofNonsense_isNamed(String body, String refusal) {
        assertThat(refusal(rig.claim(worker, null, body))).isEqualTo(refusal);
    }

    @Test
    void claim_withoutTheScope_isForbidden_andOfAnotherKindOfWorkEmpty() {
        tune("");

        assertThat(refusal(rig.claim(server.key("tuner:write", "tool-eval:write"), null, NOW)))
                .isEqualTo("403 scope_missing");
        assertThat(refusal(server.send(HttpRig.posting(HttpRequest.newBuilder(server.uri("/v1/workers/claim")), "{}"))))
                .isEqualTo("401 credential_missing");
        assertThat(rig.claim(worker, null, "{'kinds':['painting']}").statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'case_results':[{'outcome':'correct'}]}                           | case_results[0].case_id",
                "{'case_results':[{'case_id':'call'}]}                              | case_results[0].outcome",
                "{'case_results':[{'case_id':'a','outcome':'b','score':1.5}]}       | case_results[0].score",
                "{'case_results':[{'case_id':'a','outcome':'b','repeat':-1}]}       | case_results[0].repeat",
                "{'case_results':[{'case_id':'a','outcome':'b','hue':1}]}           | case_results[0].hue",
                "{'case_results':[{'outcome':'b'},{'outcome':'b'}]}                 | case_results[0].case_id",
                "{'case_results':[{'case_id':'a','outcome':'b'},{'case_id':'a','outcome':'c','repeat':0}]} | case_results[1]",
            })
    void caseResults_ofNonsense_areNamed_andChangeNothing(String body, String field) {
        tune("");
        var work = rig.claim(worker);
        var told = (ObjectNode) TuneRig.read(body);

        var refused = rig.trial(worker, work, "complete", told.put("values", 1).toString());

        assertThat(refusal(refused)).isEqualTo("422 invalid " + field);
        assertThat(rig.find(job).get("completed_combos").asInt()).isZero();
    }

    @Test
    void claim_ofAConfirmationWhoseWorkerWasLost_hasThatOnesCases_andNoneOfTheSearch() {
        job = rig.start("{'suite_id':'" + suite + "','models':['outside'],'optimization_mode':'grid','repeats':2,"
                + "'confirm_repeats':2,'search_space':{'temperature':[0.5]}}");
        var search = rig.claim(worker);
        ok(200, rig.trial(worker, search, "report", results(0, 1)));
        ok(200, rig.trial(worker, search, "complete", "{'values':0.5}"));
        var first = rig.claim(worker);
        assertThat(first.get("study_name").asText()).endsWith("-confirmation");
        assertThat(first.get("first_repeat").asInt()).isEqualTo(2);
        assertThat(first.get("repeats").asInt()).isEqualTo(2);
        assertThat(first.has("finished")).isFalse();
        ok(200, rig.trial(worker, first, "report", results(2)));

        server.expireLease(first.at("/lease/token").asText());
        var second = rig.claim(worker);

        assertThat(second.get("trial_id")).isEqualTo(first.get("trial_id"));
        assertThat(second.get("attempt").asInt()).isEqualTo(2);
        assertThat(second.get("first_repeat").asInt()).isEqualTo(2);
        assertThat(second.get("finished"))
                .extracting(c -> c.get("case_id").asText() + "/" + c.get("repeat"))
                .containsExactlyInAnyOrder("call/2", "none/2");
    }

    /** A report of both cases of these repeats. */
    private static String results(int... repeats) {
        return IntStream.of(repeats)
                .boxed()
                .flatMap(repeat -> Stream.of("call", "none")
                        .map(id -> "{'case_id':'" + id + "','repeat':" + repeat + ",'outcome':'correct','score':1}"))
                .collect(Collectors.joining(",", "{'step':0,'value':1,'case_results':[", "]}"));
    }
}
