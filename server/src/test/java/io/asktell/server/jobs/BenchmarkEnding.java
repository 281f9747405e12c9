package io.asktell.server.jobs;

import io.asktell.server.jobs.BenchmarkTune.Complete;
import io.asktell.server.tooleval.LowerBounds;
import io.asktell.server.tooleval.PairedComparison;
import io.asktell.server.tooleval.PairedDifference.Verdict;
import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The end of a tune as the server makes it: the winner is the one of the best lower bound, unless the runner-up is better when both are run afresh. */
final class BenchmarkEnding {
    private static final int REPEATS = 2;
    /** Winner, runner-up and defaults. */
    private static final int CONTENDERS = 3;

    private final BenchmarkSuite suite;
    private final long seed;

    /** @param seed of the tune */
    BenchmarkEnding(BenchmarkSuite suite, long seed) {
        this.suite = suite;
        this.seed = seed;
    }

    /** How many calls it makes. */
    static int calls(BenchmarkSuite suite) {
        return CONTENDERS * REPEATS * suite.cases();
    }

    Map<String, @Nullable Object> choice(List<Complete> complete) {
        var ranked = ranked(complete);
        if (ranked.size() == 1) {
            return ranked.get(0);
        }
        var afresh = PairedComparison.of(afresh(ranked.get(1), 1), afresh(ranked.get(0), 0));
        return ranked.get(afresh.score().verdict() == Verdict.WORSE ? 1 : 0);
    }

    private static List<Map<String, @Nullable Object>> ranked(List<Complete> complete) {
        var bounds = LowerBounds.ofScores(complete.stream()
                .map(one -> new LowerBounds.Evaluated(
                        one.value(),
                        one.cases().entrySet().stream()
                                .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue))))
                .toList());
        return IntStream.range(0, complete.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -bounds.get(i)))
                .limit(2)
                .<Map<String, @Nullable Object>>map(i -> complete.get(i).params())
                .toList();
    }

    /** Answers of draws that the search has not seen. */
    private List<CaseScore> afresh(Map<String, @Nullable Object> params, int contender) {
        var settings = suite.settings(params);
        List<CaseScore> scores = new ArrayList<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            long draws = seed * 1_000_003 - 1 - contender * REPEATS - repeat; // those of trials begin there, and go up
            for (int i = 0; i < suite.cases(); i++) {
                double score = suite.score(settings, i, draws);
                var outcome = score == 1 ? Outcome.CORRECT : Outcome.WRONG_ARGUMENTS;
                scores.add(new CaseScore(Integer.toString(i), outcome, score == 1, score, ""));
            }
        }
        return scores;
    }
}
