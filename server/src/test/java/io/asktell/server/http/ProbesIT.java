package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.MODELS;
import static io.asktell.server.http.TuneRig.PROVIDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ScriptedTarget.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Models asked about their parameters, over the whole server. */
final class ProbesIT {
    private static ServerRig server;
    private static TuneRig rig;
    private static ReferenceModelServer reference;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        reference = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
    }

    @AfterAll
    static void stop() {
        reference.close();
        server.close();
    }

    private static String probe(String model) {
        return MODELS + "/" + model + "/probe";
    }

    @Test
    void probe_ofTheReferenceModel_findsWhatItTakes_andTheConfigShowsIt() {
        rig.model("asked", reference.baseUri());

        var report = ok(200, server.post(probe("asked"), "{}"));

        var found = report.get("parameters");
        for (var name : new String[] {"temperature", "top_p", "top_k", "min_p", "seed", "tool_choice"}) {
            assertThat(found.get(name).get("state").asText())
                    .as("%s: %s", name, found.get(name))
                    .isEqualTo("supported");
        }
        for (var name : new String[] {"reasoning_effort", "verbosity"}) {
            assertThat(found.get(name).get("state").asText())
                    .as("%s: %s", name, found.get(name))
                    .isEqualTo("rejected");
        }
        assertThat(found.at("/strict/state").asText()).isEqualTo("ignored");
        assertThat(report.get("calls").asInt()).isBetween(20, 250);
        var config = ok(200, server.get(MODELS + "/asked/config"));
        assertThat(config.get("generation_schema").has("verbosity")).isFalse();
        assertThat(config.at("/parameters/verbosity/state").asText()).isEqualTo("rejected");
        assertThat(config.at("/parameters/verbosity/probe")).isEqualTo(found.get("verbosity"));
        assertThat(config.get("probed_at")).isEqualTo(report.get("probed_at"));
    }

    @Test
    void probe_ofAModelThatIsDeletedMeanwhile_isNotFound() {
        try (var target = new ScriptedTarget(call -> {
            if (call == 0) {
                server.delete(MODELS + "/fleeting");
            }
            return Reply.TEXT;
        })) {
            rig.model("fleeting", target.baseUri());

            assertThat(refusal(server.post(probe("fleeting"), ""))).isEqualTo("404 model_not_found");
        }
    }

    @Test
    void tune_overADeadKnob_saysSo() {
        rig.model("warned", reference.baseUri());
        ok(200, server.post(probe("warned"), ""));

        var started = ok(
                202,
                server.post(
                        TuneRig.TUNES,
                        "{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE)
                                + "','models':['warned'],'optimization_mode':'grid','search_space':"
                                + "{'temperature':[0,1],'verbosity':['low','high'],'colour':['red']}}"));

        assertThat(started.get("warnings").findValuesAsText("param")).containsExactly("verbosity", "colour");
        assertThat(started.at("/warnings/0/state").asText()).isEqualTo("rejected");
        var tune = rig.awaitEnd(started.get("job_id").asText());
        assertThat(tune.get("status").asText()).isEqualTo("completed");
        assertThat(tune.get("failed_combos").asInt()).isZero();
    }

    @Test
    void findings_ofAnotherAddress_tellNothing() {
        rig.model("moved", reference.baseUri());
        ok(200, server.post(probe("moved"), "{}"));

        ok(
                200,
                server.call(
                        "PUT", PROVIDERS + "/of-moved", "{'protocol':'openai','base_url':'http://127.0.0.1:9/v1'}"));

        assertThat(ok(200, server.get(MODELS + "/moved/config")).has("probed_at"))
                .isFalse();
    }

    @Test
    void probe_ofAModelThatDoesNotAnswer_isRefused_withTheProvidersReason() {
        try (var target = new ScriptedTarget(n -> Reply.refusal(401, "no such key"))) {
            rig.model("mute", target.baseUri());

            var answer = server.post(probe("mute"), "{}");

            assertThat(refusal(answer)).isEqualTo("409 model_does_not_answer");
            assertThat(answer.body()).contains("no such key");
        }
        assertThat(refusal(server.post(probe("nobody"), "{}"))).isEqualTo("404 model_not_found");
        assertThat(refusal(server.post(probe("mute"), "{'colour':1}"))).isEqualTo("422 invalid colour");
    }
}
