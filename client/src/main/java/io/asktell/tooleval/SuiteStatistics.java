package io.asktell.tooleval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What answers to a suite say, with how sure it is. Counts are of cases and of answers; a case may have been asked several times. Answers the
 * provider did not give do not count.
 *
 * @param cases how many cases have an answer
 * @param answers how many answers there are
 * @param passed how many of them pass
 * @param score mean of the graded scores of the cases, weighted; 0 if there are none
 * @param passRate mean over the cases of the share of their answers that pass; 0 if there are none
 * @param interval of the pass rate, at 95 %
 * @param passAtK for k = 1 to the fewest answers of any case, how likely at least one of k answers passes
 * @param passHatK for the same k, how likely all k answers pass
 */
public record SuiteStatistics(
        int cases,
        int answers,
        int passed,
        double score,
        double passRate,
        Interval interval,
        List<Double> passAtK,
        List<Double> passHatK) {
    /** The category of cases that have none. */
    public static final String NO_CATEGORY = "none";

    /** Of the normal distribution, for 95 % in the middle. */
    public static final double Z95 = 1.959963984540054;

    /** From {@code low} to {@code high}. */
    public record Interval(double low, double high) {}

    /** One judged answer. */
    public record Answer(TestCase testCase, CaseScore score) {}

    public SuiteStatistics {
        passAtK = List.copyOf(passAtK);
        passHatK = List.copyOf(passHatK);
    }

    /** The statistics of all answers. */
    public static SuiteStatistics of(List<Answer> answers) {
        var byCase = new LinkedHashMap<String, Tally>();
        for (var answer : answers) {
            if (answer.score().outcome() != Outcome.PROVIDER_ERROR) {
                byCase.computeIfAbsent(
                                answer.testCase().id(),
                                id -> new Tally(answer.testCase().weight()))
                        .add(answer.score());
            }
        }
        return ofCases(List.copyOf(byCase.values()));
    }

    /** The statistics of each category, in the order in which the categories first occur. */
    public static Map<String, SuiteStatistics> byCategory(List<Answer> answers) {
        var parts = new LinkedHashMap<String, List<Answer>>();
        for (var answer : answers) {
            var category = answer.testCase().category();
            parts.computeIfAbsent(category == null ? NO_CATEGORY : category, name -> new ArrayList<>())
                    .add(answer);
        }
        var statistics = new LinkedHashMap<String, SuiteStatistics>();
        parts.forEach((category, part) -> statistics.put(category, of(part)));
        return statistics;
    }

    private static SuiteStatistics ofCases(List<Tally> cases) {
        int answers = cases.stream().mapToInt(tally -> tally.answers).sum();
        int passed = cases.stream().mapToInt(tally -> tally.passed).sum();
        double weights = cases.stream().mapToDouble(tally -> tally.weight).sum();
        double score = cases.stream()
                .mapToDouble(tally -> tally.weight * tally.score / tally.answers)
                .sum();
        double passRate = cases.stream()
                .mapToDouble(tally -> (double) tally.passed / tally.answers)
                .average()
                .orElse(0);
        int most = cases.stream().mapToInt(tally -> tally.answers).min().orElse(0);
        var passAtK = new ArrayList<Double>();
        var passHatK = new ArrayList<Double>();
        for (int k = 1; k <= most; k++) {
            int size = k;
            passAtK.add(cases.stream()
                    .mapToDouble(tally -> 1 - chosen(tally.answers - tally.passed, tally.answers, size))
                    .average()
                    .orElseThrow());
            passHatK.add(cases.stream()
                    .mapToDouble(tally -> chosen(tally.passed, tally.answers, size))
                    .average()
                    .orElseThrow());
        }
        return new SuiteStatistics(
                cases.size(),
                answers,
                passed,
                weights > 0 ? score / weights : 0,
                passRate,
                wilson(passRate, cases.size(), Z95),
                passAtK,
                passHatK);
    }

    /** C({@code part}, k) / C({@code all}, k): how likely k of all, drawn without putting back, are all of the part. */
    private static double chosen(int part, int all, int k) {
        double probability = 1;
        for (int i = 0; i < k; i++) {
            probability *= Math.max(0, part - i) / (double) (all - i);
        }
        return probability;
    }

    /**
     * The score interval of a share (Wilson 1927). {@code n} counts cases and not answers: the answers to one case are alike, and do not make
     * the share surer as if they were not.
     */
    public static Interval wilson(double share, int n, double z) {
        if (n == 0) {
            return new Interval(0, 1);
        }
        double z2 = z * z;
        double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    private static final class Tally {
        private final double weight;
        private int answers;
        private int passed;
        private double score;

        Tally(double weight) {
            this.weight = weight;
        }

        void add(CaseScore answer) {
            answers++;
            passed += answer.passed() ? 1 : 0;
            score += answer.score();
        }
    }
}
