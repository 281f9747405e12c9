package io.asktell.server.jobs;

import io.asktell.api.Json;
import io.asktell.reference.CaseDraws;
import io.asktell.tooleval.Scorer;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.Tool;
import io.asktell.tooleval.bfcl.BfclImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Cases of BFCL put to the reference model, and what each combination is truly worth on them. */
final class BenchmarkSuite {
    private static final List<String> CATEGORIES = List.of("simple_python", "multiple", "parallel", "irrelevance");
    private static final int TRUTH_REPEATS = 50;
    /** Of draws that no tune sees. */
    private static final long TRUTH_SEED = 0x7275746873L;

    private final Suite suite;
    private final List<CaseDraws> draws;
    private final Map<Map<String, @Nullable Object>, Double> truths = new ConcurrentHashMap<>();

    private BenchmarkSuite(Suite suite) {
        this.suite = suite;
        draws = suite.cases().stream().map(c -> draws(suite, c)).toList();
    }

    private static CaseDraws draws(Suite suite, TestCase testCase) {
        return new CaseDraws(
                suite.messagesOf(testCase, 0),
                suite.toolsOf(testCase).stream().map(Tool::forModel).toList(),
                answer -> Scorer.score(suite, testCase, answer).score());
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
        return draws.size();
    }

    /** The score with these parameters, as the mean of fifty runs. */
    double truth(Map<String, @Nullable Object> params) {
        return truths.computeIfAbsent(params, p -> mean(p, TRUTH_REPEATS));
    }

    /** The mean of so many runs, always of the same draws, so that what chance favours it favours everywhere. */
    double mean(Map<String, @Nullable Object> params, int repeats) {
        var settings = settings(params);
        double sum = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int i = 0; i < draws.size(); i++) {
                sum += score(settings, i, TRUTH_SEED + repeat);
            }
        }
        return sum / repeats / draws.size();
    }

    CaseDraws.Settings settings(Map<String, @Nullable Object> params) {
        return draws.get(0).settings(Json.mapper().valueToTree(params));
    }

    /** The score of one case. */
    double score(CaseDraws.Settings settings, int testCase, long seed) {
        return draws.get(testCase).score(settings, seed(seed, testCase));
    }

    private static long seed(long seed, int testCase) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + testCase).nextInt() & Integer.MAX_VALUE;
    }
}
