package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.ScriptedTarget.Reply;
import io.asktell.tooleval.SampleSuite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Winners of tunes that are run afresh beside the runner-up and the defaults. */
final class ConfirmationIT {
    private static final int CASES = 40;

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "2", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        suite = rig.numberedSuite(CASES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode tune(String model, String suiteId, String more) {
        var tune = rig.awaitEnd(rig.start("{'suite_id':'" + suiteId + "','models':['" + model + "']," + more + "}"));
        assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
        return tune;
    }

    /** The repeats of the cases in the confirmation of a tune, from the least to the greatest. */
    private static String repeats(JsonNode tune) {
        return server.query("SELECT string_agg(DISTINCT repeat::text, ' ' ORDER BY repeat::text) FROM case_result r"
                + " JOIN study s ON s.id = r.study_id WHERE s.name = 'tune-"
                + tune.get("job_id").asText() + "-confirmation'");
    }

    @Test
    void bayesianWinner_isRunOnFreshRepeats_withRunnerUpAndDefaults() {
        try (var model =
                ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1))) {
            rig.model("lexical", model.baseUri());
            int cases = SampleSuite.load().cases().size();

            var tune = tune(
                    "lexical",
                    rig.sampleSuite(),
                    "'n_trials':5,'racing':false,'repeats':2,'seed':3,'max_concurrent_trials':2,"
                            + "'search_space':{'temperature':{'min':0,'max':2},'top_p':{'min':0.1,'max':1}}");

            var confirmation = tune.get("confirmation");
            assertThat(tune.get("confirm_repeats").asInt()).isEqualTo(2);
            assertThat(confirmation.get("repeats").asInt()).isEqualTo(2);
            assertThat(repeats(tune)).isEqualTo("2 3");
            assertThat(tune.get("total_evaluations").asInt()).isEqualTo((5 * 2 + 3 * 2) * cases);
            assertThat(tune.get("completed_evaluations").asInt()).isEqualTo((5 * 2 + 3 * 2) * cases);
            assertThat(tune.get("completed_combos").asInt()).isEqualTo(5);
            assertThat(tune.at("/spent/calls").asInt()).isEqualTo((5 * 2 + 3 * 2) * cases);
            for (var role : new String[] {"winner", "runner_up", "defaults"}) {
                var contender = confirmation.get(role);
                assertThat(contender.get("status").asText()).isEqualTo("COMPLETE");
                assertThat(contender.get("n").asInt()).isEqualTo(cases);
                assertThat(contender.get("mean").asDouble())
                        .isBetween(
                                contender.at("/interval/0").asDouble(),
                                contender.at("/interval/1").asDouble());
            }
            var combos = rig.combos(tune.get("job_id").asText());
            assertThat(confirmation.at("/winner/combo_id")).isEqualTo(combos.at("/0/combo_id"));
            assertThat(confirmation.at("/winner/params")).isEqualTo(combos.at("/0/params"));
            assertThat(confirmation.at("/runner_up/combo_id")).isEqualTo(combos.at("/1/combo_id"));
            assertThat(confirmation.at("/defaults/params")).isEmpty();
            assertThat(confirmation.at("/versus_runner_up/difference").asDouble())
                    .isCloseTo(
                            confirmation.at("/winner/mean").asDouble()
                                    - confirmation.at("/runner_up/mean").asDouble(),
                            within(1e-9));
            assertThat(tune.at("/defaults/score").asDouble())
                    .isCloseTo(confirmation.at("/defaults/mean").asDouble(), within(1e-9));
            var told = "SELECT message FROM job_event WHERE job_id = '"
                    + tune.get("job_id").asText() + "' AND message LIKE '%\"type\":\"%s\"%' ORDER BY n DESC LIMIT 1";
            var progress = TuneRig.read(server.query(told.replace("%s", "job_progress")));
            assertThat(progress.get("detail").asText()).startsWith("confirming");
            assertThat(progress.get("percent").asDouble()).isEqualTo(100);
            assertThat(TuneRig.read(server.query(told.replace("%s", "tune_complete")))
                            .get("confirmation"))
                    .isEqualTo(confirmation);
            assertThat(server.query("SELECT count(*) FROM trial t JOIN study s ON s.id = t.study_id WHERE s.name = '"
                            + tune.at("/studies/lexical").asText() + "'"))
                    .isEqualTo("5");
        }
    }

    @Test
    void equalCombinations_areNoSignificantDifference() {
        try (var target = new ScriptedTarget((n, body) -> number(body) % 4 == 0 ? Reply.CALL : Reply.TEXT)) {
            rig.model("indifferent", target.baseUri());

            var tune = tune(
                    "indifferent",
                    suite,
                    "'optimization_mode':'grid','confirm_repeats':1,'objective':'pass_rate','search_space':{'temperature':[0,1]}");

            var versus = tune.at("/confirmation/versus_runner_up");
            assertThat(versus.get("verdict").asText()).isEqualTo("no significant difference");
            assertThat(versus.get("p_value").asDouble()).isEqualTo(1);
            assertThat(versus.get("difference").asDouble()).isZero();
            assertThat(versus.get("n").asInt()).isEqualTo(CASES);
            assertThat(versus.get("test").asText()).isEqualTo("mcnemar");
            assertThat(tune.at("/confirmation/winner/mean").asDouble()).isEqualTo(0.75);
            assertThat(tune.at("/best/combo_id")).isEqualTo(tune.at("/confirmation/winner/combo_id"));
            assertThat(target.calls()).hasSize(5 * CASES);
        }
    }

    @Test
    void defaults_areBeaten_whereTheyAreWorse() {
        try (var target = new ScriptedTarget((n, body) ->
                number(body) < (temperature(body) == 0.5 ? CASES - 3 : CASES / 2) ? Reply.TEXT : Reply.CALL)) {
            rig.model("beaten", target.baseUri());

            var tune = tune(
                    "beaten",
                    suite,
                    "'optimization_mode':'grid','confirm_repeats':1,'search_space':{'temperature':[0,0.5]}");

            assertThat(repeats(tune)).isEqualTo("1");
            var confirmation = tune.get("confirmation");
            assertThat(confirmation.at("/winner/params/temperature").asDouble()).isEqualTo(0.5);
            assertThat(confirmation.at("/versus_defaults/verdict").asText()).isEqualTo("winner");
            assertThat(confirmation.at("/versus_runner_up/verdict").asText()).isEqualTo("winner");
            assertThat(confirmation.at("/versus_defaults/difference").asDouble())
                    .isCloseTo(17 / 40.0, within(1e-9));
            assertThat(confirmation.at("/versus_defaults/p_value").asDouble()).isLessThan(0.001);
            assertThat(confirmation.at("/versus_defaults/interval/0").asDouble())
                    .isGreaterThan(0);
            assertThat(tune.at("/defaults/passed").asInt()).isEqualTo(20);
            assertThat(tune.at("/defaults/run_id").isNull()).isTrue();
        }
    }

    @Test
    void runnerUp_isTheBest_whereItWinsTheConfirmation() {
        try (var target = new ScriptedTarget((n, body) -> {
            boolean searching = n < 2 * CASES;
            int right = temperature(body) == 0.5 ? searching ? CASES : 15 : CASES - 4;
            return number(body) < right ? Reply.TEXT : Reply.CALL;
        })) {
            rig.model("lucky", target.baseUri());

            var tune = tune(
                    "lucky",
                    suite,
                    "'optimization_mode':'grid','confirm_repeats':1,'search_space':{'temperature':[0,0.5]}");

            assertThat(tune.at("/confirmation/versus_runner_up/verdict").asText())
                    .isEqualTo("runner_up");
            assertThat(tune.at("/confirmation/winner/params/temperature").asDouble())
                    .isEqualTo(0.5);
            assertThat(tune.at("/best/params/temperature").asDouble()).isZero();
            assertThat(tune.get("best_run_id").asText())
                    .isEqualTo(tune.get("job_id").asText() + "-"
                            + tune.at("/confirmation/runner_up/combo_id").asText());
        }
    }

    @Test
    void grid_isNotConfirmed_unlessAsked() {
        try (var target = new ScriptedTarget(n -> Reply.TEXT)) {
            rig.model("plain", target.baseUri());

            var tune = tune("plain", suite, "'optimization_mode':'grid','search_space':{'temperature':[0,1]}");

            assertThat(tune.get("confirmation").isNull()).isTrue();
            assertThat(tune.get("confirm_repeats").asInt()).isZero();
            assertThat(target.calls()).hasSize(2 * CASES);
        }
    }

    private static int number(String body) {
        return Integer.parseInt(
                TuneRig.read(body).at("/messages/0/content").asText().replaceAll("\\D", ""));
    }

    private static double temperature(String body) {
        return TuneRig.read(body).path("temperature").asDouble(-1);
    }
}
