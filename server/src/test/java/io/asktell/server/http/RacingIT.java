package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tunes that stop hopeless combinations early, at a model whose answers depend on the temperature alone. */
final class RacingIT {
    private static final int CASES = 40;
    private static final String GRID =
            "'optimization_mode':'grid','seed':4,'search_space':{'temperature':{'min':0,'max':1,'step':0.1}}";

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        suite = rig.numberedSuite(CASES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode tune(String model, String more) {
        var tune = rig.awaitEnd(rig.start("{'suite_id':'" + suite + "','models':['" + model + "']," + more + "}"));
        assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
        return tune;
    }

    private static int evaluated(JsonNode combos) {
        return StreamSupport.stream(combos.spliterator(), false)
                .mapToInt(combo -> combo.get("evaluated").asInt())
                .sum();
    }

    @Test
    void hopelessCombos_areStopped_andTheBestIsThatOfAFullEvaluation() {
        try (var full = rig.peakedModel("full", n -> {});
                var raced = rig.peakedModel("raced", n -> {})) {
            var complete = tune("full", GRID);
            var tune = tune("raced", "'racing':true," + GRID);

            assertThat(full.calls()).hasSize(11 * CASES);
            assertThat(tune.get("best").get("params"))
                    .isEqualTo(complete.get("best").get("params"));
            assertThat(tune.at("/best/value").asDouble()).isEqualTo((CASES - 1.0) / CASES);
            assertThat(tune.at("/best/evaluated").asInt()).isEqualTo(CASES);
            assertThat(tune.get("completed_combos").asInt()).isEqualTo(11);
            var combos = rig.combos(tune.get("job_id").asText());
            assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(evaluated(combos));
            assertThat(raced.calls()).hasSize(evaluated(combos)).hasSizeLessThan(9 * CASES);
            int stopped = 0;
            for (var combo : combos) {
                assertThat(combo.get("total").asInt()).isEqualTo(CASES);
                if (combo.get("status").asText().equals("PRUNED")) {
                    stopped++;
                    assertThat(combo.get("evaluated").asInt()).isBetween(8, CASES - 1);
                    assertThat(combo.get("passed").asInt())
                            .isLessThan(combo.get("evaluated").asInt());
                    assertThat(combo.get("score").asDouble())
                            .isEqualTo(combo.get("passed").asDouble()
                                    / combo.get("evaluated").asInt());
                    assertThat(projected(combo)).isCloseTo(expected(combo, combos, tune), within(1e-12));
                } else {
                    assertThat(combo.get("evaluated").asInt()).isEqualTo(CASES);
                }
            }
            assertThat(stopped).isGreaterThanOrEqualTo(4);
        }
    }

    /** What samplers take for the value of a trial that was stopped. */
    private static double projected(JsonNode combo) {
        var trial = ok(
                200,
                server.get(ServerRig.trial(
                        combo.get("study_name").asText(), combo.get("trial_id").asInt())));
        return trial.at("/intermediate_values/" + CASES).asDouble(-1);
    }

    /** The value of the best one that was complete by then, and the mean difference from it on the cases of this one. */
    private static double expected(JsonNode combo, JsonNode combos, JsonNode tune) {
        JsonNode best = null;
        for (int number = 0; number < combo.get("trial_id").asInt(); number++) {
            for (var other : combos) {
                if (other.get("trial_id").asInt() == number
                        && other.get("status").asText().equals("COMPLETE")
                        && (best == null
                                || other.get("value").asDouble()
                                        > best.get("value").asDouble())) {
                    best = other;
                }
            }
        }
        var own = scores(combo, tune);
        var bests = scores(best, tune);
        double difference = own.entrySet().stream()
                .mapToDouble(score -> score.getValue() - bests.get(score.getKey()))
                .sum();
        return best.get("value").asDouble() + difference / own.size();
    }

    private static Map<String, Double> scores(JsonNode combo, JsonNode tune) {
        Map<String, Double> scores = new HashMap<>();
        ok(
                        200,
                        server.get(TuneRig.TUNES + "/" + tune.get("job_id").asText() + "/combos/"
                                + combo.get("combo_id").asText()))
                .get("cases")
                .forEach(c ->
                        scores.put(c.get("case_id").asText(), c.get("score").asDouble()));
        return scores;
    }

    @Test
    void bayesian_racesUnlessToldNotTo_afterTheDefaultsAndTemperatureZero() {
        try (var target = rig.peakedModel("learning", n -> {})) {
            var tune = tune(
                    "learning",
                    "'optimization_mode':'bayesian','confirm_repeats':0,'n_trials':12,'seed':3,'search_space':{'temperature':{'min':0,'max':1}}");

            assertThat(tune.get("racing").asBoolean()).isTrue();
            var combos = rig.combos(tune.get("job_id").asText());
            for (var combo : combos) {
                int number = combo.get("trial_id").asInt();
                if (number < 2) {
                    assertThat(combo.at("/params/temperature").asDouble()).isEqualTo(number == 0 ? 0.5 : 0);
                    assertThat(combo.get("status").asText()).isEqualTo("COMPLETE");
                    assertThat(combo.get("evaluated").asInt()).isEqualTo(CASES);
                }
            }
            assertThat(combos.findValuesAsText("status")).contains("PRUNED");
            assertThat(target.calls()).hasSize(evaluated(combos)).hasSizeLessThan(12 * CASES);
        }
    }

    @Test
    void grid_ofPointsThatBecomeTheSameRequest_evaluatesOneOfThem() {
        try (var target = rig.peakedModel("clamping", n -> {})) {
            var tune = tune(
                    "clamping",
                    "'optimization_mode':'grid','max_concurrent_trials':3,'search_space':{'temperature':[0,0.5,1,1.5,2]}");

            assertThat(tune.get("total_combos").asInt()).isEqualTo(3);
            assertThat(tune.get("completed_combos").asInt()).isEqualTo(3);
            assertThat(target.calls()).hasSize(3 * CASES);
            assertThat(rig.combos(tune.get("job_id").asText()).findValuesAsText("temperature"))
                    .containsExactlyInAnyOrder("0", "0.5", "1");
        }
    }
}
