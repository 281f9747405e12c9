package io.asktell.server.tooleval;

import io.asktell.tooleval.SuiteStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How good configurations are at least: for each, what its mean over the cases exceeds with 95 % confidence, one-sided.
 *
 * <p>All ran on the same cases, so how hard a case is says nothing about a configuration: the spread is what is left when the effects of
 * the cases and of the configurations are taken away (randomised blocks, Fisher 1935; in races, Moore and Lee 1994), and it is one
 * for all. With a spread of its own, one that is mediocre everywhere would be preferred to one that is better on many cases and worse on none. So of two with
 * the same cases the one with the better mean has the better bound; one with fewer answers has a wider one, and its mean is corrected for
 * the cases it missed.
 */
public final class LowerBounds {
    private static final double CONFIDENCE = 0.95;
    /** The normal distribution's for it. */
    private static final double Z = 1.6448536269514722;

    private LowerBounds() {}

    /**
     * A configuration that was evaluated.
     *
     * @param mean over the cases, weighted as the suite says
     * @param cases what it had in each case that was answered
     */
    public record Evaluated(double mean, Map<String, Double> cases) {
        public Evaluated {
            cases = Map.copyOf(cases);
        }
    }

    /** Of graded scores: Student's, with the spread of all. */
    public static List<Double> ofScores(List<Evaluated> all) {
        var effects = caseEffects(all);
        double squares = 0;
        int answers = 0;
        for (var one : all) {
            double own = one.cases.entrySet().stream()
                    .mapToDouble(each -> each.getValue() - effect(effects, each.getKey()))
                    .average()
                    .orElse(0);
            for (var each : one.cases.entrySet()) {
                double left = each.getValue() - effect(effects, each.getKey()) - own;
                squares += left * left;
                answers++;
            }
        }
        int freedom = answers - effects.size() - all.size() + 1;
        double half = freedom > 0
                ? new TDistribution(freedom).inverseCumulativeProbability(CONFIDENCE) * Math.sqrt(squares / freedom)
                : 0;
        List<Double> bounds = new ArrayList<>();
        for (var one : all) {
            bounds.add(corrected(one, effects) - half / Math.sqrt(Math.max(1, one.cases.size())));
        }
        return bounds;
    }

    /** Of pass rates: Wilson's, with the number of cases as its n. */
    public static List<Double> ofPassRates(List<Evaluated> all) {
        var effects = caseEffects(all);
        return all.stream()
                .map(one -> {
                    double share = Math.max(0, Math.min(1, corrected(one, effects)));
                    return SuiteStatistics.wilson(share, one.cases.size(), Z).low();
                })
                .toList();
    }

    /** The mean of each case over the configurations that answered it. */
    private static Map<String, Double> caseEffects(List<Evaluated> all) {
        Map<String, List<Double>> byCase = new LinkedHashMap<>();
        for (var one : all) {
            one.cases.forEach((id, value) ->
                    byCase.computeIfAbsent(id, key -> new ArrayList<>()).add(value));
        }
        Map<String, Double> effects = new LinkedHashMap<>();
        byCase.forEach((id, values) -> effects.put(id, mean(values)));
        return effects;
    }

    /** The mean as it would be had the cases that were missed been as hard for this one as for the others. */
    private static double corrected(Evaluated one, Map<String, Double> effects) {
        if (one.cases.size() == effects.size()) {
            return one.mean;
        }
        double had = one.cases.keySet().stream()
                .mapToDouble(id -> effect(effects, id))
                .average()
                .orElse(0);
        return one.mean + mean(effects.values()) - had;
    }

    private static double effect(Map<String, Double> effects, String id) {
        return effects.getOrDefault(id, 0.0);
    }

    private static double mean(Iterable<Double> values) {
        double sum = 0;
        int n = 0;
        for (double value : values) {
            sum += value;
            n++;
        }
        return n == 0 ? 0 : sum / n;
    }
}
