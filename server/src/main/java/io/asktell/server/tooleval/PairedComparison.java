package io.asktell.server.tooleval;

import io.asktell.pruner.SignedRanks;
import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Two runs of one suite, paired by case: repeats are averaged within their case first, and a provider's errors count nowhere.
 *
 * @param cases those that both have answered
 * @param onlyInOne how many only one of them has
 */
public record PairedComparison(List<Case> cases, int onlyInOne) {
    /** What is held to be chance happens at most this often. */
    private static final double ALPHA = 0.05;

    /** A case that both have answered. */
    public record Case(String id, Side a, Side b) {}

    /** The means of the answers to one case. */
    public record Side(double score, double passRate) {
        /** One of the two, by the name of the objective. */
        public double of(String metric) {
            return metric.equals("pass_rate") ? passRate : score;
        }

        /** Whether more than half of the answers pass. */
        boolean passes() {
            return passRate > 0.5;
        }
    }

    /** A difference of b and a in the mean over the cases, with how likely one like it is if there is none. */
    public record Difference(double a, double b, PairedDifference paired, double pValue) {
        /** Interval and test must agree. */
        public PairedDifference.Verdict verdict() {
            return pValue < ALPHA ? paired.verdict() : PairedDifference.Verdict.NO_SIGNIFICANT_DIFFERENCE;
        }
    }

    public PairedComparison {
        cases = List.copyOf(cases);
    }

    public static PairedComparison of(List<CaseScore> a, List<CaseScore> b) {
        var ofA = sides(a);
        var ofB = sides(b);
        List<Case> cases = new ArrayList<>();
        ofA.forEach((id, side) -> {
            var other = ofB.get(id);
            if (other != null) {
                cases.add(new Case(id, side, other));
            }
        });
        return new PairedComparison(cases, ofA.size() + ofB.size() - 2 * cases.size());
    }

    /** The means of the answers to each case that was answered. */
    public static Map<String, Side> sides(List<CaseScore> scores) {
        Map<String, List<CaseScore>> byCase = new LinkedHashMap<>();
        for (var score : scores) {
            if (score.outcome() != Outcome.PROVIDER_ERROR) {
                byCase.computeIfAbsent(score.caseId(), id -> new ArrayList<>()).add(score);
            }
        }
        Map<String, Side> sides = new LinkedHashMap<>();
        byCase.forEach((id, each) ->
                sides.put(id, new Side(mean(each, CaseScore::score), mean(each, score -> score.passed() ? 1 : 0))));
        return sides;
    }

    private static <T> double mean(List<T> list, ToDoubleFunction<T> value) {
        return list.stream().mapToDouble(value).average().orElse(0);
    }

    /** Of the graded scores, by Wilcoxon's signed-rank test. */
    public Difference score() {
        double[] differences =
                cases.stream().mapToDouble(each -> each.b.score - each.a.score).toArray();
        double[] negated =
                cases.stream().mapToDouble(each -> each.a.score - each.b.score).toArray();
        double oneSided = Math.min(SignedRanks.probability(differences), SignedRanks.probability(negated));
        return new Difference(
                mean(cases, each -> each.a.score),
                mean(cases, each -> each.b.score),
                PairedDifference.of(differences),
                Math.min(1, 2 * oneSided));
    }

    /** Of the pass rates, by McNemar's exact test; a case of several repeats passes in it if more than half of them do. */
    public Difference passRate() {
        double[] differences = cases.stream()
                .mapToDouble(each -> each.b.passRate - each.a.passRate)
                .toArray();
        int gained = (int) cases.stream()
                .filter(each -> each.b.passes() && !each.a.passes())
                .count();
        int lost = (int) cases.stream()
                .filter(each -> each.a.passes() && !each.b.passes())
                .count();
        return new Difference(
                mean(cases, each -> each.a.passRate),
                mean(cases, each -> each.b.passRate),
                PairedDifference.of(differences),
                mcNemar(gained, lost));
    }

    /** How likely so uneven a split of the cases that changed is, if either way is as likely. */
    static double mcNemar(int gained, int lost) {
        int changed = gained + lost;
        return changed == 0
                ? 1
                : Math.min(
                        1,
                        2 * new BinomialDistribution(null, changed, 0.5).cumulativeProbability(Math.min(gained, lost)));
    }
}
