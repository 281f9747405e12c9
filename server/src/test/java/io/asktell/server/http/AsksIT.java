package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.ServerRig.trial;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking: suggestions, enqueued trials, leases and heartbeats. */
final class AsksIT {
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static String suggest(String study) {
        return STUDIES + "/" + study + "/trials/suggest";
    }

    private static String enqueue(String study) {
        return STUDIES + "/" + study + "/trials/enqueue";
    }

    private static String state(String study, int number) {
        return ok(200, rig.get(trial(study, number))).get("state").textValue();
    }

    @Test
    void suggest_withoutABody_answersOneTrial() {
        rig.study("one", "");

        JsonNode first = rig.ask("one");
        JsonNode second = ok(200, rig.post(suggest("one"), "{}"));

        assertThat(names(first)).contains("trial_id", "number", "params", "study_name", "lease", "origin", "attempt");
        assertThat(first.get("trial_id").intValue()).isZero();
        assertThat(second.get("number").intValue()).isEqualTo(1);
        assertThat(first.get("study_name").textValue()).isEqualTo("one");
        assertThat(first.at("/params/x").doubleValue()).isBetween(0.0, 1.0);
        assertThat(first.get("lease").isNull()).isTrue();
        assertThat(first.get("attempt").intValue()).isEqualTo(1);
    }

    @Test
    void suggest_withACount_answersAsManyAsThereAre() {
        rig.study("many", ",'max_trials':5");

        JsonNode three =
                ok(200, rig.post(suggest("many"), "{'count':3,'worker':'w1'}")).get("trials");
        JsonNode rest = ok(200, rig.post(suggest("many"), "{'count':1000}")).get("trials");
        var none = rig.post(suggest("many"), "{'count':1}");

        assertThat(three.findValuesAsText("trial_id")).containsExactly("0", "1", "2");
        assertThat(rest.findValuesAsText("trial_id")).containsExactly("3", "4");
        assertThat(code(none)).isEqualTo("409 study_exhausted");
        assertThat(ok(200, rig.get(trial("many", 1))).get("worker").textValue()).isEqualTo("w1");
    }

    @Test
    void suggest_afterAFailure_mayReplaceIt_forMaxTrialsCountsNoFailures() {
        rig.study("replaced", ",'max_trials':1");
        rig.ask("replaced");
        ok(200, rig.post(trial("replaced", 0) + "/fail", "{'reason':'out of memory'}"));

        assertThat(rig.ask("replaced").get("trial_id").intValue()).isEqualTo(1);
        assertThat(code(rig.post(suggest("replaced")))).isEqualTo("409 study_exhausted");
    }

    @Test
    void suggest_withFixedParams_keepsThem_andChoosesTheRest() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'fixed','sampler':'random','search_space':["
                                + "{'type':'float','name':'x','low':0,'high':1},{'type':'categorical','name':'c','choices':['a','b']},"
                                + "{'type':'int','name':'depth','low':1,'high':4,'when':{'param':'c','in':['b']}}]}"));

        JsonNode params = ok(200, rig.post(suggest("fixed"), "{'fixed_params':{'x':0.25,'c':'a'}}"))
                .get("params");
        JsonNode with = ok(200, rig.post(suggest("fixed"), "{'fixed_params':{'c':'b','depth':3}}"))
                .get("params");

        assertThat(params.toString()).isEqualTo("{\"x\":0.25,\"c\":\"a\"}");
        assertThat(with.get("depth").intValue()).isEqualTo(3);
        assertThat(refusal(rig.post(suggest("fixed"), "{'fixed_params':{'x':2}}")))
                .isEqualTo("422 invalid fixed_params.x");
        assertThat(refusal(rig.post(suggest("fixed"), "{'fixed_params':{'y':2}}")))
                .isEqualTo("422 invalid fixed_params.y");
        assertThat(refusal(rig.post(suggest("fixed"), "{'fixed_params':{'c':'a','depth':3}}")))
                .isEqualTo("422 invalid fixed_params.depth");
        assertThat(ok(200, rig.get(STUDIES + "/fixed")).get("n_trials").intValue())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'count':0}           | count",
                "{'count':1001}        | count",
                "{'count':1.5}         | count",
                "{'count':'3'}         | count",
                "{'worker':7}          | worker",
                "{'lease_seconds':0}   | lease_seconds",
                "{'lease_seconds':-1}  | lease_seconds",
                "{'fixed_params':[1]}  | fixed_params",
                "{'nonsense':1}        | nonsense",
            })
    void suggest_ofNonsense_namesTheField_andGivesNothing(String body, String field) {
        String study = "nonsense-" + body.hashCode();
        rig.study(study, "");

        assertThat(refusal(rig.post(suggest(study), body))).isEqualTo("422 invalid " + field);
        assertThat(ok(200, rig.get(STUDIES + "/" + study)).get("n_trials").intValue())
                .isZero();
    }

    @Test
    void enqueued_partOfTheValues_isCompleted_andGivenFirst() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'queue','sampler':'random','search_space':["
                                + "{'type':'float','name':'x','low':0,'high':1},{'type':'float','name':'y','low':0,'high':1}]}"));

        JsonNode waiting = ok(201, rig.post(enqueue("queue"), "{'params':{'x':0.5},'user_attrs':{'from':'me'}}"));
        JsonNode skipped = ok(201, rig.post(enqueue("queue"), "{'params':{'x':0.5},'skip_if_exists':true}"));
        JsonNode asked = rig.ask("queue");

        assertThat(waiting.get("state").textValue()).isEqualTo("WAITING");
        assertThat(waiting.at("/user_attrs/from").textValue()).isEqualTo("me");
        assertThat(skipped.get("trial_id")).isEqualTo(waiting.get("trial_id"));
        assertThat(asked.get("trial_id")).isEqualTo(waiting.get("trial_id"));
        assertThat(asked.at("/params/x").doubleValue()).isEqualTo(0.5);
        assertThat(asked.at("/params/y").doubleValue()).isBetween(0.0, 1.0);
        assertThat(asked.get("origin").textValue()).isEqualTo("queue");
        assertThat(rig.ask("queue").get("trial_id").intValue()).isEqualTo(1);
    }

    @Test
    void enqueue_ofValuesOutsideTheSpace_isRefused() {
        rig.study("outside", "");

        assertThat(refusal(rig.post(enqueue("outside"), "{'params':{'x':7}}"))).isEqualTo("422 invalid params.x");
        assertThat(refusal(rig.post(enqueue("outside"), "{'params':{'z':0}}"))).isEqualTo("422 invalid params.z");
        assertThat(refusal(rig.post(enqueue("outside"), "{}"))).isEqualTo("422 invalid params");
        assertThat(ok(200, rig.get(STUDIES + "/outside")).get("n_trials").intValue())
                .isZero();
    }

    @Test
    void aWaitingTrial_cannotBeToldBeforeItIsAsked() {
        rig.study("untold", "");
        ok(201, rig.post(enqueue("untold"), "{'params':{'x':0.5}}"));

        assertThat(code(rig.post(trial("untold", 0) + "/complete", "{'values':1}")))
                .isEqualTo("409 trial_not_running");
        assertThat(code(rig.post(trial("untold", 0) + "/prune"))).isEqualTo("409 trial_not_running");
        assertThat(code(rig.post(trial("untold", 0) + "/heartbeat"))).isEqualTo("409 trial_not_running");
        assertThat(state("untold", 0)).isEqualTo("WAITING");
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

        assertThat(code(rig.post(path, "{'lease_token':'5f0c0a55-8f5f-4a52-9f6f-5a5e6d3b7f10'" + more + "}")))
                .isEqualTo("409 lease_lost");
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
    void aLateTell_ofATrialThatWasNotGivenOutAgain_isAccepted() {
        rig.study("late", ",'lease_seconds':60");
        JsonNode token = rig.ask("late").at("/lease/token");
        rig.expireLease(token.textValue());

        JsonNode told = ok(200, rig.post(trial("late", 0) + "/complete", "{'values':0.5,'lease_token':" + token + "}"));

        assertThat(told.get("state").textValue()).isEqualTo("COMPLETE");
    }

    @Test
    void askingAStudyThatIsNotThere_is404() {
        assertThat(code(rig.post(suggest("nowhere")))).isEqualTo("404 study_not_found");
        assertThat(code(rig.post(enqueue("nowhere"), "{'params':{}}"))).isEqualTo("404 study_not_found");
        assertThat(code(rig.post(trial("nowhere", 0) + "/heartbeat"))).isEqualTo("404 study_not_found");
    }
}
