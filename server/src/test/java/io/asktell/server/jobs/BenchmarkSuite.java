package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.reference.LocalModel;
import io.asktell.tooleval.RunOptions;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteRunner;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.bfcl.BfclImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Cases of BFCL put to the reference model, and what each combination is truly worth on them. */
final class BenchmarkSuite {
    private static final List<String> CATEGORIES = List.of("simple_python", "multiple", "parallel", "irrelevance");
    private static final int TRUTH_REPEATS = 50;
    private static final int GLANCE_REPEATS = 5;
    /** Of draws that no tune sees. */
    private static final long TRUTH_SEED = 0x7275746873L;

    private final Suite suite;
    private final LocalModel model = new LocalModel();
    private final Map<ObjectNode, Double> glances = new ConcurrentHashMap<>();
    private final Map<ObjectNode, Double> truths = new ConcurrentHashMap<>();

    private BenchmarkSuite(Suite suite) {
        this.suite = suite;
    }

    /** So many cases of each category, always the same. */
    static BenchmarkSuite of(Path directory, int ofEach) throws IOException {
        List<TestCase> cases = new ArrayList<>();
        Suite any = null;
        for (String category : CATEGORIES) {
            var answers = directory.resolve("BFCL_v4_" + category + "_answers.json");
            any = BfclImporter.read(
                            "BFCL",
                            Files.readString(directory.resolve("BFCL_v4_" + category + ".json")),
                            Files.exists(answers) ? Files.readString(answers) : null)
                    .suite()
                    .orElseThrow();
            var all = new ArrayList<>(any.cases());
            Collections.shuffle(all, new Random(category.hashCode()));
            all.stream().limit(ofEach).forEach(cases::add);
        }
        if (any == null) {
            throw new AssertionError("there are categories");
        }
        return new BenchmarkSuite(any.withCases(cases));
    }

    Suite suite() {
        return suite;
    }

    int cases() {
        return suite.cases().size();
    }

    /** The score with these parameters, as the mean of fifty runs. */
    double truth(Map<String, @Nullable Object> params) {
        ObjectNode parameters = Json.mapper().valueToTree(params);
        return truths.computeIfAbsent(parameters, p -> run(suite, p, TRUTH_SEED, TRUTH_REPEATS));
    }

    /** The score as the mean of a few runs. */
    double glance(Map<String, @Nullable Object> params) {
        return glances.computeIfAbsent(
                Json.mapper().valueToTree(params), p -> run(suite, p, TRUTH_SEED, GLANCE_REPEATS));
    }

    /** The score of one case. */
    double score(Map<String, @Nullable Object> params, int testCase, long seed) {
        var one = suite.withCases(List.of(suite.cases().get(testCase)));
        return run(one, Json.mapper().valueToTree(params), seed, 1);
    }

    private double run(Suite cases, ObjectNode parameters, long seed, int repeats) {
        try {
            var options = RunOptions.defaults()
                    .withConcurrency(1)
                    .withRepeats(repeats)
                    .withSeed(seed);
            return new SuiteRunner(model, options)
                    .run(cases, parameters, (step, result) -> {})
                    .score()
                    .orElseThrow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
