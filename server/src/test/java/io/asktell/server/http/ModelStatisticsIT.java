package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.server.http.ScriptedTarget.Reply;
import io.asktell.tooleval.SuiteStatistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a model did in all its tunes. */
final class ModelStatisticsIT {
    private static ServerRig server;
    private static TuneRig rig;
    private static ScriptedTarget target;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1");
        rig = new TuneRig(server);
        target = new ScriptedTarget((n, body) -> body.contains("case 7.")
                ? Reply.refusal(400, "no")
                : body.contains("case 3.") ? Reply.CALL : Reply.TEXT);
    }

    @AfterAll
    static void stop() {
        server.close();
        target.close();
    }

    private static void priced(String model) {
        rig.model(model, target.baseUri());
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.MODELS + "/" + model,
                        "{'provider':'of-" + model
                                + "','wire_name':'w','prices':{'input_per_million':1,'output_per_million':2}}"));
    }

    private static JsonNode statistics(String model) {
        return ok(200, server.get(TuneRig.MODELS + "/" + model + "/statistics"));
    }

    private static JsonNode tune(String models, String suite, String more) {
        return rig.awaitEnd(rig.start("{'suite_id':'" + suite + "','models':[" + models
                + "],'optimization_mode':'grid','search_space':{'temperature':[0,1]}" + more + "}"));
    }

    @Test
    void modelOfSeveralTunes_hasTheFiguresOfEachSuite_withoutThoseOfOthers() {
        priced("one");
        priced("two");
        var small = rig.numberedSuite(4);
        var large = rig.numberedSuite(10);
        tune("'one','two'", small, "");
        tune("'one'", small, ",'confirm_repeats':1");
        tune("'one'", large, "");

        var one = statistics("one");

        assertThat(one.get("model").asText()).isEqualTo("one");
        assertThat(one.get("tunes").asInt()).isEqualTo(3);
        assertThat(one.get("suites"))
                .extracting(s -> s.get("suite_id").asText())
                .containsExactly(small, large);
        // two combinations in each tune, and three runs that confirm
        assertThat(one.at("/total/calls").asInt()).isEqualTo((2 + 2 + 3) * 4 + 2 * 10);
        assertThat(one.at("/total/trials/COMPLETE").asInt()).isEqualTo(7 + 2);
        var first = one.at("/suites/0");
        assertThat(first.get("tunes").asInt()).isEqualTo(2);
        assertThat(first.at("/figures/calls").asInt()).isEqualTo(28);
        assertThat(first.at("/figures/prompt_tokens").asInt()).isEqualTo(280);
        assertThat(first.at("/figures/completion_tokens").asInt()).isEqualTo(56);
        assertThat(first.at("/figures/cost").asDouble()).isCloseTo(28 * 14e-6, within(1e-12));
        assertThat(first.at("/figures/outcomes/correct").asInt()).isEqualTo(21);
        assertThat(first.at("/figures/outcomes/unexpected_call").asInt()).isEqualTo(7);
        assertThat(first.at("/passing/n").asInt()).isEqualTo(4);
        assertThat(first.at("/passing/pass_rate").asDouble()).isEqualTo(0.75);
        var wilson = SuiteStatistics.wilson(0.75, 4, SuiteStatistics.Z95);
        assertThat(first.at("/passing/pass_rate_interval/0").asDouble()).isCloseTo(wilson.low(), within(1e-12));
        assertThat(first.at("/passing/pass_rate_interval/1").asDouble()).isCloseTo(wilson.high(), within(1e-12));
        var latency = first.at("/figures/latency_ms");
        assertThat(latency.get("p50").asDouble()).isPositive();
        assertThat(latency.get("p99").asDouble())
                .isGreaterThanOrEqualTo(latency.get("p50").asDouble());
        var second = one.at("/suites/1");
        assertThat(second.at("/figures/outcomes/provider_error").asInt()).isEqualTo(2);
        assertThat(second.at("/passing/n").asInt())
                .as("a case without an answer counts nowhere")
                .isEqualTo(9);
        assertThat(second.at("/passing/pass_rate").asDouble()).isCloseTo(8 / 9.0, within(1e-12));
        assertThat(statistics("two").at("/total/calls").asInt()).isEqualTo(8);
    }

    @Test
    void modelWithoutTunes_hasNoFigures() {
        rig.model("idle", target.baseUri());

        var idle = statistics("idle");

        assertThat(idle.get("tunes").asInt()).isZero();
        assertThat(idle.get("suites")).isEmpty();
        assertThat(idle.at("/total/calls").asInt()).isZero();
        assertThat(idle.at("/total/latency_ms").isNull()).isTrue();
    }

    @Test
    void unknownModel_isNotFound() {
        assertThat(server.get(TuneRig.MODELS + "/nobody/statistics").statusCode())
                .isEqualTo(404);
    }
}
