package io.asktell.sampler.tpe;

import io.asktell.sampler.Ask;
import io.asktell.sampler.Fallback;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Suggestion;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.Condition;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Models where good trials lie and where others do, and takes the point that is likeliest among the good compared to the others
 * (Bergstra et al. 2011; Watanabe 2023, arXiv 2304.11127). Random until {@link TpeOptions#startupTrials} trials have ended.
 */
public final class TpeSampler implements Sampler {
    private static final int MIXING_TRIALS = 500;

    private final TpeOptions options;
    private @Nullable Observations observations;

    public TpeSampler(TpeOptions options) {
        this.options = options;
    }

    @Override
    public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
        Observations seen = catchUp(ask, history);
        if (seen.ended() < options.startupTrials()) {
            return new Suggestion(Parameters.of(ask.space(), RandomSampler.draw(ask.space(), random)), Origin.STARTUP);
        }
        return Fallback.unless(() -> modelled(ask, seen, random), ask, random);
    }

    private Suggestion modelled(Ask ask, Observations seen, RandomGenerator random) {
        double[] point = new double[ask.space().size()];
        Arrays.fill(point, Double.NaN);
        Mixtures all = mixtures(seen, null);
        boolean together = together(ask, seen.ended());
        Widths widths = widths(ask, together);
        for (int[] parameters : groups(ask.space(), together)) {
            if (active(ask.space(), parameters, point)) {
                Mixtures mixtures = all;
                if (parameters.length < point.length && ask.space().parent(parameters[0]) >= 0) {
                    // the group's others are active in the same trials
                    mixtures = mixtures(seen, seen.having(parameters[0]));
                }
                suggestTogether(seen, mixtures, parameters, widths, point, random);
            }
        }
        return new Suggestion(Parameters.of(ask.space(), point), Origin.MODEL);
    }

    private record Mixtures(Mixture better, Mixture others) {}

    private Mixtures mixtures(Observations seen, @Nullable Numbers among) {
        Split split = Split.of(seen, among, options.constantLiar());
        boolean equal = seen.objectives() > 1;
        return options.exact()
                ? new Mixtures(
                        Mixture.of(split.below(), equal),
                        Mixture.of(split.above().toArray(), false))
                : new Mixtures(
                        Mixture.of(Numbers.of(split.below()), equal, seen::thinning),
                        Mixture.of(split.above(), false, seen::thinning));
    }

    private Observations catchUp(Ask ask, History history) {
        Observations current = observations;
        if (current == null || !current.describes(ask.space(), ask.directions())) {
            current = new Observations(ask.space(), ask.directions());
            observations = current;
        }
        current.catchUp(history);
        return current;
    }

    /** The parameters that are modelled together, parents before children. */
    private int[][] groups(SearchSpace space, boolean together) {
        if (!together) {
            return Arrays.stream(space.order()).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        }
        if (!options.group()) {
            return new int[][] {space.order()};
        }
        Map<Optional<Condition>, List<Integer>> groups = new LinkedHashMap<>();
        for (int i : space.order()) {
            groups.computeIfAbsent(Optional.ofNullable(space.parameter(i).when()), key -> new ArrayList<>())
                    .add(i);
        }
        return groups.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /**
     * Where it is left to us, one objective is modelled with all parameters together. But that sticks to the basin, or to the choice,
     * that did best early; so while a study is young every fourth ask models each parameter alone, which mixes what good trials had.
     */
    private boolean together(Ask ask, int ended) {
        Boolean wanted = options.multivariate();
        if (wanted != null) {
            return wanted;
        }
        if (ask.directions().size() > 1) {
            return false;
        }
        return ended >= MIXING_TRIALS || ask.number() % 4 != 3 || ask.space().conditional();
    }

    private Widths widths(Ask ask, boolean together) {
        if (ask.directions().size() > 1) {
            return Widths.ofSeveralObjectives(together);
        }
        return together || options.multivariate() != null
                ? Widths.ofOneObjective(ask.space().size())
                : Widths.ofMixing();
    }

    private static boolean active(SearchSpace space, int[] parameters, double[] point) {
        return Arrays.stream(parameters).anyMatch(i -> space.active(i, point));
    }

    private void suggestTogether(
            Observations seen,
            Mixtures mixtures,
            int[] parameters,
            Widths widths,
            double[] point,
            RandomGenerator random) {
        var better = new ParzenEstimator(seen.better(), parameters, mixtures.better(), widths);
        var others = new ParzenEstimator(seen.others(), parameters, mixtures.others(), widths);
        double[][] candidates = new double[options.candidates()][];
        double[][] coordinates = new double[candidates.length][];
        double[] promises = new double[candidates.length];
        for (int c = 0; c < candidates.length; c++) {
            candidates[c] = point.clone();
            coordinates[c] = new double[parameters.length];
            int kernel = better.draw(random);
            for (int d = 0; d < parameters.length; d++) {
                coordinates[c][d] = Double.NaN;
                if (seen.space().active(parameters[d], candidates[c])) {
                    coordinates[c][d] = better.draw(kernel, d, random);
                    candidates[c][parameters[d]] = better.axis(d).internal(coordinates[c][d]);
                }
            }
            promises[c] = contains(coordinates, c, coordinates[c]) // of few values one is drawn many times
                    ? Double.NEGATIVE_INFINITY
                    : better.logDensity(coordinates[c]) - others.logDensity(coordinates[c]);
        }
        System.arraycopy(candidates[greatest(promises)], 0, point, 0, point.length);
    }

    /** The position of the greatest number. */
    static int greatest(double[] promises) {
        int greatest = -1;
        for (int c = 0; c < promises.length; c++) {
            if (promises[c] > (greatest < 0 ? Double.NEGATIVE_INFINITY : promises[greatest])) {
                greatest = c;
            }
        }
        if (greatest < 0) {
            throw new ArithmeticException("no density at any of " + promises.length + " candidates");
        }
        return greatest;
    }

    private static boolean contains(double[][] points, int size, double[] point) {
        for (int i = 0; i < size; i++) {
            if (Arrays.equals(points[i], point)) {
                return true;
            }
        }
        return false;
    }
}
