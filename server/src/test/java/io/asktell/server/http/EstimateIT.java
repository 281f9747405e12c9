package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.TUNES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a tune says about itself before it starts. */
final class EstimateIT {
    private static ServerRig server;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "0");
        var rig = new TuneRig(server).model("wide", URI.create("http://127.0.0.1:9/v1"));
        suite = rig.suite(TuneRig.SMALL_SUITE);
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.MODELS + "/narrow",
                        "{'provider':'of-wide','wire_name':'lexical-1','generation_schema':{"
                                + "'temperature':{'type':'float','min':0,'max':1},"
                                + "'top_k':{'type':'int','min':1,'max':100,'state':'rejected'}}}"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String model, String more) {
        return "{'suite_id':'" + suite + "','models':['" + model + "']," + more + "}";
    }

    private static JsonNode estimate(String model, String more) {
        return ok(200, server.post(TUNES + "/estimate", body(model, more)));
    }

    @Test
    void grid_countsEffectiveRequests_andNamesWhatIsClampedAndDropped() {
        var estimate = estimate(
                "narrow",
                "'optimization_mode':'grid','repeats':3,'search_space':{'temperature':[0,1,1.5,2],'top_k':[10,20]}");

        assertThat(estimate.get("total_combos").asInt()).isEqualTo(2);
        assertThat(estimate.get("total_evaluations").asInt()).isEqualTo(2 * 2 * 3);
        assertThat(estimate.get("merged_combos").asInt()).isEqualTo(6);
        var temperature = estimate.at("/compatibility/0");
        assertThat(temperature.get("model").asText()).isEqualTo("narrow");
        assertThat(temperature.get("param").asText()).isEqualTo("temperature");
        assertThat(temperature.get("adjustments")).hasSize(1);
        assertThat(temperature.at("/adjustments/0/action").asText()).isEqualTo("clamp");
        assertThat(temperature.at("/adjustments/0/actual").asDouble()).isEqualTo(1);
        var topK = estimate.at("/compatibility/1");
        assertThat(topK.get("state").asText()).isEqualTo("rejected");
        assertThat(topK.at("/adjustments/0/action").asText()).isEqualTo("drop");
        assertThat(estimate.at("/warnings/0/param").asText()).isEqualTo("top_k");
    }

    @Test
    void timeAndCost_areThoseOfTheModelsLastTune_andAbsentWithoutOne() {
        var space = "'optimization_mode':'grid','search_space':{'temperature':[0,0.5]}";
        try (var rigged = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1");
                var target = new ScriptedTarget(n -> ScriptedTarget.Reply.TEXT)) {
            var rig = new TuneRig(rigged).model("measured", target.baseUri());
            ok(
                    200,
                    rigged.call(
                            "PUT",
                            TuneRig.MODELS + "/measured",
                            "{'provider':'of-measured','prices':{'input_per_million':100000,'output_per_million':1000000}}"));
            var request = "{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['measured']," + space + "}";

            var before = ok(200, rigged.post(TUNES + "/estimate", request));
            rig.awaitEnd(rig.start(request));
            var after = ok(200, rigged.post(TUNES + "/estimate", request));

            assertThat(before.get("seconds").isNull()).isTrue();
            assertThat(before.get("cost").isNull()).isTrue();
            assertThat(after.get("seconds").asDouble()).isPositive();
            assertThat(after.get("cost").asDouble()).isEqualTo(4 * (10 * 0.1 + 2 * 1.0));
        }
    }

    @Test
    void confirmation_isCounted_whereThereWillBeOne() {
        var space = "'n_trials':7,'search_space':{'temperature':{'min':0,'max':1}}";

        var usual = estimate("wide", space);
        var asked =
                estimate("wide", "'confirm_repeats':5,'optimization_mode':'grid','search_space':{'temperature':[0.5]}");
        var without = estimate("wide", "'objective':'latency_ms'," + space);

        assertThat(usual.get("confirmation_evaluations").asInt()).isEqualTo(3 * 2 * 2);
        assertThat(usual.get("total_evaluations").asInt()).isEqualTo(7 * 2 + 3 * 2 * 2);
        assertThat(asked.get("total_evaluations").asInt()).isEqualTo(2 + 2 * 2 * 5);
        assertThat(without.get("total_evaluations").asInt()).isEqualTo(7 * 2);
    }

    @Test
    void spaceWithoutFaults_needsNoAdjustment() {
        var estimate = estimate(
                "wide",
                "'optimization_mode':'random','n_trials':7,'search_space':{'temperature':{'min':0,'max':1},'top_p':{'min':0.1,'max':1}}");

        assertThat(estimate.get("total_combos").asInt()).isEqualTo(7);
        assertThat(estimate.get("merged_combos").asInt()).isZero();
        assertThat(estimate.get("compatibility")).hasSize(2);
        assertThat(estimate.at("/compatibility/0/adjustments")).isEmpty();
        assertThat(estimate.has("warnings")).isFalse();
    }

    @Test
    void faults_areThoseOfAStart_andNothingIsStarted() {
        var bad = body("nobody", "'optimization_mode':'maybe','search_space':{'temperature':[0]}");

        var refused = server.post(TUNES + "/estimate", bad);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).get("errors"))
                .isEqualTo(json(server.post(TUNES, bad)).get("errors"));
        estimate("wide", "'optimization_mode':'grid','search_space':{'temperature':[0]}");
        assertThat(ok(200, server.get(TUNES))).isEmpty();
        var reader = server.key("tool-eval:read");
        assertThat(refusal(server.send(HttpRig.posting(server.as(reader, TUNES + "/estimate"), "{}"))))
                .isEqualTo("403 scope_missing");
    }
}
