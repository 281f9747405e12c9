package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.reference.LocalModel;
import io.asktell.tooleval.CaseRun;
import io.asktell.tooleval.RunListener;
import io.asktell.tooleval.RunOptions;
import io.asktell.tooleval.SampleSuite;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteRunner;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bayesian tunes learn from the scores they are told, and so get further than random ones with as many trials. */
final class BayesianLearnsIT {
    /** Wide enough that good combinations are rare: one of four pairs of choices, at low temperature. */
    private static final String SPACE = "{'temperature':{'min':0,'max':2},'top_p':{'min':0.7,'max':1},"
            + "'repetition_penalty':{'min':1,'max':2},'frequency_penalty':{'min':0,'max':1},"
            + "'tool_choice':['auto','required'],'parallel_tool_calls':[true,false]}";

    private static final int TRIALS = 30;
    /** Until so many trials have ended, both modes draw at random. */
    private static final int STARTUP = 10;

    private static final int SEEDS = 20;

    private static final Suite SUITE = SampleSuite.load();
    private static final LocalModel MODEL = new LocalModel();
    /** One landscape for all tunes: each case is drawn with the same seed in every trial, so a combination has one score. */
    private static final Map<JsonNode, Double> scores = new HashMap<>();

    private static ServerRig server;
    private static TuneRig rig;
    private static String suiteId;
    private static String worker;

    @BeforeAll
    static void start() {
        server = ServerRig.start("MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server).model("lexical-1", URI.create("http://127.0.0.1:9/v1"));
        suiteId = rig.sampleSuite();
        worker = server.key("worker");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void scoresPermuted_changeTheNextParameters_andTheSameScoresDoNot() {
        List<Double> told = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            told.add(i / 14.0);
        }
        List<Double> permuted = new ArrayList<>(told);
        Collections.reverse(permuted);

        var params = params(told);

        assertThat(params(told)).isEqualTo(params);
        var others = params(permuted);
        assertThat(others.subList(0, STARTUP)).isEqualTo(params.subList(0, STARTUP));
        assertThat(others.subList(STARTUP, 15)).doesNotContainAnyElementsOf(params.subList(STARTUP, 15));
    }

    /** The parameters of a tune's first trials, each but the last told a score. */
    private static List<JsonNode> params(List<Double> told) {
        var job = start("bayesian", 3);
        List<JsonNode> params = new ArrayList<>();
        for (double score : told) {
            var work = rig.claim(worker);
            params.add(work.get("params"));
            ok(200, rig.trial(worker, work, "complete", "{'values':" + score + "}"));
        }
        params.add(rig.claim(worker).get("params"));
        ok(200, server.post(TuneRig.TUNES + "/" + job + "/cancel"));
        return params;
    }

    /**
     * Compares the best score so far, as its mean over the trials after the startup. Measured: 0.839 to 0.827, a difference of 0.012
     * with a standard error of 0.003, 18 seeds of 20 in favour; the trials themselves score 0.80 to 0.67. All of it is decided by the
     * seeds, so what is demanded leaves room for changes of the sampler, not for chance.
     */
    @Test
    void bayesian_over20Seeds_isFurtherThanRandom() {
        List<Double> differences = new ArrayList<>();
        double evaluated = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var bayesian = tune("bayesian", seed);
            var random = tune("random", seed);
            differences.add(bestSoFar(bayesian) - bestSoFar(random));
            evaluated += mean(bayesian.subList(STARTUP, TRIALS)) - mean(random.subList(STARTUP, TRIALS));
        }

        double difference = mean(differences);
        double error = standardError(differences, difference);
        long wins = differences.stream().filter(d -> d > 0).count();
        assertThat(difference)
                .as("standard error %s, ahead in %s seeds", error, wins)
                .isGreaterThan(0.005)
                .isGreaterThan(2 * error);
        assertThat(wins).isGreaterThanOrEqualTo(15);
        assertThat(evaluated / SEEDS).isGreaterThan(0.08);
    }

    private static double bestSoFar(List<Double> told) {
        List<Double> best = new ArrayList<>();
        for (int n = STARTUP + 1; n <= TRIALS; n++) {
            best.add(Collections.max(told.subList(0, n)));
        }
        return mean(best);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static double standardError(List<Double> values, double mean) {
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.size() - 1) / values.size());
    }

    private static String start(String mode, long seed) {
        return rig.start("{'suite_id':'" + suiteId + "','models':['lexical-1'],'optimization_mode':'" + mode
                + "','n_trials':" + TRIALS + ",'confirm_repeats':0,'seed':" + seed + ",'search_space':" + SPACE + "}");
    }

    private static List<Double> tune(String mode, long seed) {
        var job = start(mode, seed);
        List<Double> told = new ArrayList<>();
        for (int i = 0; i < TRIALS; i++) {
            var work = rig.claim(worker);
            double score = scores.computeIfAbsent(work.get("params"), BayesianLearnsIT::score);
            told.add(score);
            ok(200, rig.trial(worker, work, "complete", "{'values':" + score + "}"));
        }
        assertThat(rig.awaitEnd(job).get("status").asText()).isEqualTo("completed");
        return told;
    }

    private static double score(JsonNode params) {
        try {
            return new SuiteRunner(
                            MODEL, RunOptions.defaults().withConcurrency(2).withSeed(1))
                    .run(SUITE, (ObjectNode) params, new RunListener() {
                        @Override
                        public void onCase(int step, CaseRun result) {}
                    })
                    .score()
                    .orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
