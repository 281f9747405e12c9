package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ScriptedTarget.Reply;
import io.asktell.server.http.ScriptedTarget.Seen;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tunes of target models that are overloaded, broken or not there. */
final class TuneTargetsIT {
    private static final String SECRET = "sk-of-the-provider-0123456789";

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        suite = rig.suite(TuneRig.SMALL_SUITE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A model called one at a time, with a key. */
    private static void model(String name, URI target) {
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.PROVIDERS + "/of-" + name,
                        "{'protocol':'openai','base_url':'" + target + "','api_key':'" + SECRET
                                + "','max_concurrency':1}"));
        ok(
                200,
                server.call(
                        "PUT", TuneRig.MODELS + "/" + name, "{'provider':'of-" + name + "','wire_name':'lexical-1'}"));
    }

    private static String start(String model, String more) {
        return rig.start("{'suite_id':'" + suite + "','models':['" + model + "']," + more + "}");
    }

    @Test
    void overloadedTarget_isLeftInPeaceForAsLongAsItAsks_andCostsNoTrial() {
        try (var target =
                new ScriptedTarget(n -> n == 2 ? Reply.refusal(429, "too many").retryAfter(1) : Reply.TEXT)) {
            model("busy", target.baseUri());

            var tune = rig.awaitEnd(start(
                    "busy", "'optimization_mode':'random','n_trials':5,'search_space':{'top_p':{'min':0.5,'max':1}}"));

            assertThat(tune.get("status").asText()).isEqualTo("completed");
            assertThat(tune.get("failed_combos").asInt()).isZero();
            assertThat(rig.combos(tune.get("job_id").asText())).allSatisfy(combo -> {
                assertThat(combo.get("evaluated").asInt()).isEqualTo(2);
                assertThat(combo.get("passed").asInt()).isEqualTo(1);
            });
            var calls = target.calls();
            assertThat(calls).hasSize(11);
            assertThat(calls.get(3).nanos() - calls.get(2).nanos()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void providersKey_goesToTheProvider_andNowhereElse() {
        try (var target = new ScriptedTarget(n -> n == 0 ? Reply.refusal(400, "bad key " + SECRET) : Reply.TEXT)) {
            model("keyed", target.baseUri());

            var tune = rig.awaitEnd(
                    start("keyed", "'optimization_mode':'random','n_trials':5,'search_space':{'top_p':[0.5,1]}"));

            var job = tune.get("job_id").asText();
            assertThat(target.calls()).extracting(Seen::authorization).containsOnly("Bearer " + SECRET);
            var combos = rig.combos(job).toString();
            assertThat(combos).contains("bad key [key]");
            assertThat(combos + tune + server.get("/api/v1/models").body()).doesNotContain(SECRET);
            assertThat(server.query("SELECT count(*) FROM trial WHERE fail_reason LIKE '%" + SECRET + "%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void refusingTarget_failsItsTrials_andThenTheTune() {
        try (var target = new ScriptedTarget(n -> Reply.refusal(400, "no such model"))) {
            model("refusing", target.baseUri());

            var tune = rig.awaitEnd(start(
                    "refusing", "'optimization_mode':'random','n_trials':6,'search_space':{'temperature':[0,1]}"));

            assertThat(tune.get("status").asText()).isEqualTo("failed");
            assertThat(tune.get("error").asText()).isNotBlank();
            assertThat(tune.get("failed_combos").asInt()).isEqualTo(4);
            assertThat(tune.get("best").isNull()).isTrue();
            var combo = rig.combos(tune.get("job_id").asText()).get(0);
            assertThat(combo.get("status").asText()).isEqualTo("FAIL");
            assertThat(combo.get("error").asText()).contains("the provider answered 400: no such model");
        }
    }

    @Test
    void brokenAnswers_areErrorsOfTheProvider() {
        try (var target = new ScriptedTarget(n -> new Reply(200, java.util.Map.of(), "<html>"))) {
            model("broken", target.baseUri());

            var tune = rig.awaitEnd(start("broken", "'optimization_mode':'grid','search_space':{'temperature':[0,1]}"));

            assertThat(tune.get("status").asText()).isEqualTo("failed");
            assertThat(combos(tune).get(0).get("error").asText()).contains("not a chat completion");
        }
    }

    @Test
    void failingNowAndThen_isTriedAgain() {
        try (var flaky = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withSeed(3).withFailRate(0.2))) {
            model("flaky", flaky.baseUri());

            var tune = rig.awaitEnd(start(
                    "flaky",
                    "'optimization_mode':'grid','search_space':{'temperature':{'min':0,'max':1,'step':0.25}}"));

            assertThat(tune.get("status").asText()).isEqualTo("completed");
            assertThat(tune.get("completed_combos").asInt()).isEqualTo(5);
            assertThat(tune.get("failed_combos").asInt()).isZero();
        }
    }

    @Test
    void parametersTheModelDoesNotTake_areAdjusted_andTheCombinationSaysSo() {
        try (var target = new ScriptedTarget(n -> Reply.TEXT)) {
            model("llama3", target.baseUri());

            var tune = rig.awaitEnd(start(
                    "llama3", "'optimization_mode':'grid','search_space':{'temperature':[1.5],'colour':['red']}"));

            var adjustments = combos(tune).get(0).get("adjustments");
            assertThat(adjustments.findValuesAsText("param")).containsExactly("temperature", "colour");
            assertThat(adjustments.findValuesAsText("action")).containsExactly("clamp", "drop");
            assertThat(adjustments.get(0).get("actual").asDouble()).isEqualTo(1);
        }
    }

    private static JsonNode combos(JsonNode tune) {
        return rig.combos(tune.get("job_id").asText());
    }
}
