package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.TUNES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.tooleval.SampleSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunes driven to their end by the server's own workers, over HTTP from model to best combination. */
final class TunesIT {
    private static final String SPACE = "'search_space':{'temperature':{'min':0,'max':2},'top_p':{'min':0.1,'max':1}}";

    private static final int CASES = SampleSuite.load().cases().size();

    private static ServerRig server;
    private static ReferenceModelServer model;
    private static TuneRig rig;
    private static String small;
    private static String sample;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        rig = new TuneRig(server).model("lexical-1", model.baseUri());
        small = rig.suite(TuneRig.SMALL_SUITE);
        sample = rig.sampleSuite();
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    private static String body(String suite, String more) {
        return "{'suite_id':'" + suite + "','models':['lexical-1']," + more + "}";
    }

    @Test
    void grid_evaluatesEveryPointOnce() {
        var started = ok(
                202,
                server.post(
                        TUNES,
                        body(
                                sample,
                                "'optimization_mode':'grid','max_concurrent_trials':3,'search_space':"
                                        + "{'temperature':{'min':0,'max':2,'step':0.5},'tool_choice':['auto','required']}")));
        assertThat(names(started)).containsExactly("job_id", "status", "total_combos", "total_evaluations");
        assertThat(started.get("total_combos").asInt()).isEqualTo(10);
        assertThat(started.get("total_evaluations").asInt()).isEqualTo(10 * CASES);

        var tune = rig.awaitEnd(started.get("job_id").asText());

        assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
        assertThat(tune.get("completed_combos").asInt()).isEqualTo(10);
        assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(10 * CASES);
        assertThat(tune.get("failed_combos").asInt()).isZero();
        var combos = rig.combos(tune.get("job_id").asText());
        Set<JsonNode> points = new HashSet<>();
        double before = 1;
        for (var combo : combos) {
            points.add(combo.get("params"));
            assertThat(combo.get("status").asText()).isEqualTo("COMPLETE");
            assertThat(combo.get("evaluated").asInt()).isEqualTo(CASES);
            assertThat(combo.get("value").asDouble())
                    .isEqualTo(combo.get("score").asDouble())
                    .isBetween(0.0, before);
            before = combo.get("value").asDouble();
        }
        assertThat(points).hasSize(10);
        assertThat(tune.get("best")).isEqualTo(combos.get(0));
    }

    @Test
    void random_withASeed_isTheSameTwice_toTheLastScore() {
        var more = "'optimization_mode':'random','n_trials':8,'seed':7," + SPACE;
        var first = rig.awaitEnd(rig.start(body(sample, more + ",'max_concurrent_trials':4")));

        var second = rig.awaitEnd(rig.start(body(sample, more)));

        assertThat(values(first)).isEqualTo(values(second)).hasSize(8);
        assertThat(first.get("best").get("params")).isEqualTo(second.get("best").get("params"));
    }

    @Test
    void bayesian_ofTwoModels_tunesEach() {
        rig.model("second", model.baseUri());

        var tune = rig.awaitEnd(rig.start("{'suite_id':'" + small + "','models':['lexical-1','second'],"
                + "'optimization_mode':'bayesian','racing':false,'n_trials':12,'seed':5," + SPACE + "}"));

        assertThat(tune.get("status").asText()).isEqualTo("completed");
        assertThat(tune.get("total_combos").asInt()).isEqualTo(24);
        assertThat(tune.get("completed_combos").asInt()).isEqualTo(24);
        assertThat(names(tune.get("studies"))).containsExactly("lexical-1", "second");
        assertThat(rig.combos(tune.get("job_id").asText()).findValuesAsText("model"))
                .containsOnly("lexical-1", "second")
                .hasSize(24);
        var study = tune.at("/studies/second").asText();
        assertThat(server.query(
                        "SELECT string_agg(origin, ' ' ORDER BY number) FROM trial JOIN study s ON s.id = study_id"
                                + " WHERE s.name = '" + study + "'"))
                .isEqualTo("queue queue " + "startup ".repeat(8) + "model model");
        assertThat(ok(200, server.get(ServerRig.STUDIES + "/" + study + "/importance"))
                        .get("importances"))
                .hasSize(2);
    }

    @Test
    void latency_isMinimised_andCombosAreOrderedByIt() {
        var job = rig.start(body(small, "'objective':'latency_ms','optimization_mode':'random','n_trials':6," + SPACE));

        var tune = rig.awaitEnd(job);

        var values = rig.combos(job).findValues("value").stream()
                .map(JsonNode::asDouble)
                .toList();
        assertThat(values).isSorted().hasSize(6);
        assertThat(tune.at("/best/value").asDouble()).isEqualTo(values.get(0));
    }

    @Test
    void combos_arePaged() {
        var job = rig.start(body(small, "'optimization_mode':'random','n_trials':6," + SPACE));
        rig.awaitEnd(job);
        var all = rig.combos(job);

        var page = server.get(TUNES + "/" + job + "/combos?limit=2&offset=3");

        assertThat(ok(200, page)).hasSize(2);
        assertThat(json(page).get(0)).isEqualTo(all.get(3));
        assertThat(header(page, "X-Total-Count")).isEqualTo("6");
        assertThat(ok(200, server.get(TUNES + "/" + job + "/combos?offset=6"))).isEmpty();
    }

    @Test
    void history_hasTheNewestFirst() {
        var first = rig.start(body(small, "'optimization_mode':'grid','search_space':{'temperature':[0]}"));
        var second = rig.start(body(small, "'optimization_mode':'grid','search_space':{'temperature':[1]}"));
        rig.awaitEnd(first);
        rig.awaitEnd(second);

        var page = server.get(TUNES + "?limit=2");

        assertThat(ok(200, page).findValuesAsText("job_id")).containsExactly(second, first);
        assertThat(Integer.parseInt(header(page, "X-Total-Count"))).isGreaterThanOrEqualTo(2);
        assertThat(json(page).get(0).get("best_value").isNumber()).isTrue();
        assertThat(json(page).get(0).get("status").asText()).isEqualTo("completed");
    }

    @Test
    void cancel_keepsWhatWasEvaluated_andTwiceIsHarmless() {
        try (var slow = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withLatency(Duration.ofMillis(20), Duration.ZERO))) {
            rig.model("slow", slow.baseUri());
            var job = rig.start("{'suite_id':'" + small
                    + "','models':['slow'],'optimization_mode':'random','n_trials':500," + SPACE + "}");
            rig.await(job, tune -> tune.get("completed_combos").asInt() >= 2);

            var canceled = ok(200, server.post(TUNES + "/" + job + "/cancel"));

            assertThat(canceled.get("status").asText()).isEqualTo("canceled");
            assertThat(canceled.get("completed_combos").asInt()).isBetween(2, 499);
            assertThat(canceled.get("best").isObject()).isTrue();
            assertThat(canceled.get("completed_at").isNull()).isFalse();
            assertThat(ok(200, server.post(TUNES + "/" + job + "/cancel"))
                            .get("status")
                            .asText())
                    .isEqualTo("canceled");
        }
    }

    @Test
    void delete_ofAnEndedTune_forgetsItAndItsStudy() {
        var job = rig.start(body(small, "'optimization_mode':'grid','search_space':{'temperature':[0]}"));
        rig.awaitEnd(job);
        String study = "/v1/tuner/studies/"
                + ok(200, server.get(TUNES + "/" + job + "/combos"))
                        .at("/0/study_name")
                        .asText();
        ok(200, server.get(study));

        assertThat(server.delete(TUNES + "/" + job).statusCode()).isEqualTo(204);

        assertThat(refusal(server.get(TUNES + "/" + job))).isEqualTo("404 job_not_found");
        assertThat(refusal(server.get(study))).isEqualTo("404 study_not_found");
        assertThat(refusal(server.delete(TUNES + "/" + job))).isEqualTo("404 job_not_found");
    }

    @Test
    void delete_ofATuneThatRuns_isAConflict() {
        try (var slow = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withLatency(Duration.ofMillis(20), Duration.ZERO))) {
            rig.model("slow", slow.baseUri());
            var job = rig.start("{'suite_id':'" + small
                    + "','models':['slow'],'optimization_mode':'random','n_trials':500," + SPACE + "}");

            assertThat(refusal(server.delete(TUNES + "/" + job))).isEqualTo("409 job_active");

            ok(200, server.post(TUNES + "/" + job + "/cancel"));
            assertThat(server.delete(TUNES + "/" + job).statusCode()).isEqualTo(204);
        }
    }

    @Test
    void cancel_ofAnEndedTune_isAConflict_andOfAnUnknownOneNotFound() {
        var job = rig.start(body(small, "'optimization_mode':'grid','search_space':{'temperature':[0]}"));
        rig.awaitEnd(job);

        assertThat(refusal(server.post(TUNES + "/" + job + "/cancel"))).isEqualTo("409 job_ended");
        for (var path : new String[] {"/none/cancel"}) {
            assertThat(refusal(server.post(TUNES + path))).isEqualTo("404 job_not_found");
        }
        assertThat(refusal(server.get(TUNES + "/none"))).isEqualTo("404 job_not_found");
        assertThat(refusal(server.get(TUNES + "/none/combos"))).isEqualTo("404 job_not_found");
    }

    @Test
    void suiteChangedMeanwhile_doesNotTouchTheTune() {
        var suite = rig.suite(TuneRig.SMALL_SUITE);
        var job = rig.start(body(suite, "'optimization_mode':'random','n_trials':30," + SPACE));

        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.SUITES + "/" + suite,
                        "{'name':'other','cases':[{'id':'only','prompt':'Hello','expected_calls':[]}]}"));
        var tune = rig.awaitEnd(job);

        assertThat(tune.get("suite_version").asInt()).isEqualTo(1);
        assertThat(rig.combos(job).findValues("evaluated"))
                .allSatisfy(n -> assertThat(n.asInt()).isEqualTo(2));
    }

    @Test
    void timeout_endsTheTune_withWhatItHas() {
        try (var slow = ReferenceModelServer.start(
                ReferenceModelOptions.defaults().withLatency(Duration.ofMillis(30), Duration.ZERO))) {
            rig.model("late", slow.baseUri());

            var tune =
                    rig.awaitEnd(rig.start("{'suite_id':'" + small + "','models':['late'],'optimization_mode':'random',"
                            + "'n_trials':500,'timeout_seconds':1," + SPACE + "}"));

            assertThat(tune.get("status").asText()).isEqualTo("completed");
            assertThat(tune.get("completed_combos").asInt()).isBetween(1, 499);
            assertThat(tune.get("error").asText()).contains("timeout_seconds");
        }
    }

    @Test
    void events_ofTheTunesStudy_tellEveryTrial() throws IOException {
        var job = rig.start(body(small, "'optimization_mode':'random','n_trials':5," + SPACE));
        rig.awaitEnd(job);
        var study = rig.find(job).at("/studies/lexical-1").asText();

        var stream = server.send(
                server.request(ServerRig.STUDIES + "/" + study + "/events").header("Last-Event-ID", "0"),
                BodyHandlers.ofInputStream());

        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            int finished = 0;
            Set<String> seen = new HashSet<>();
            while (finished < 5) {
                String line = lines.readLine();
                assertThat(line).isNotNull();
                if (line.startsWith("event:")) {
                    seen.add(line.substring(6).strip());
                    finished += line.endsWith("trial_finished") ? 1 : 0;
                }
            }
            assertThat(seen).contains("trial_started", "trial_reported", "trial_finished");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cancel", ""})
    void scopes_areHeldTo(String path) {
        var reader = server.key("tool-eval:read");

        assertThat(refusal(server.send(
                        HttpRig.posting(server.as(reader, TUNES + (path.isEmpty() ? "" : "/x" + path)), "{}"))))
                .isEqualTo("403 scope_missing");
        assertThat(server.send(server.as(reader, TUNES)).statusCode()).isEqualTo(200);
        assertThat(refusal(server.send(server.as(server.key("tuner:write"), TUNES))))
                .isEqualTo("403 scope_missing");
    }

    private static Set<String> values(JsonNode tune) {
        var combos = rig.combos(tune.get("job_id").asText());
        Set<String> values = new HashSet<>();
        combos.forEach(combo -> values.add(combo.get("trial_id") + " " + combo.get("params") + " " + combo.get("value")
                + " " + combo.get("passed")));
        return values;
    }
}
