package io.asktell.sampler.gp;

import io.asktell.sampler.Ask;
import io.asktell.sampler.Fallback;
import io.asktell.sampler.QmcOptions;
import io.asktell.sampler.QmcSampler;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Suggestion;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits a Gaussian process to what was told and takes the point that promises the most: by expected improvement for one objective, by
 * expected growth of the hypervolume for several, times the probability that all constraints hold. Good for few and dear trials.
 *
 * <p>Pruned trials count with the value they were at, but never better than the middle one of the completed; trials that are pending
 * or failed are where there is less to learn.
 */
public final class GpSampler implements Sampler {
    private static final int GOOD_POINTS = 5;
    private static final int LARGEST_FRONT_OF_TWO = 400; // as many boxes
    private static final int LARGEST_FRONT = 24; // hundreds of boxes with three objectives, thousands with four
    private static final double LEAST_DEVIATION = 1e-3; // of values whose variance is 1
    private static final int MOST_DIMENSIONS = 1000;

    private final GpOptions options;
    private final UnaryOperator<double[]> warp;
    private @Nullable Models models; // of the space and directions last asked for

    public GpSampler(GpOptions options) {
        this(options, Warp::warped);
    }

    /** @param warp makes losses fit for a Gaussian process */
    GpSampler(GpOptions options, UnaryOperator<double[]> warp) {
        this.options = options;
        this.warp = warp;
    }

    private record Models(SearchSpace space, Encoding encoding, List<Surrogate> objectives, Surrogate feasibility) {}

    @Override
    public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
        if (!slow(ask, history)) {
            return startup(ask, history, random);
        }
        return Fallback.unless(
                () -> new Suggestion(Parameters.of(ask.space(), chosen(ask, history, random)), Origin.MODEL),
                ask,
                random);
    }

    /** Once it has a model. */
    @Override
    public boolean slow(Ask ask, History history) {
        return IntStream.range(0, history.size())
                        .filter(n -> learnable(history.state(n)))
                        .count()
                >= options.startupTrials();
    }

    private Suggestion startup(Ask ask, History history, RandomGenerator random) {
        if (ask.space().size() > MOST_DIMENSIONS) {
            return new Suggestion(Parameters.of(ask.space(), RandomSampler.draw(ask.space(), random)), Origin.STARTUP);
        }
        var sequence = new QmcSampler(QmcOptions.defaults().withSeed(options.seed()));
        return new Suggestion(sequence.suggest(ask, history, random).parameters(), Origin.STARTUP);
    }

    private static boolean learnable(TrialState state) {
        return state == TrialState.COMPLETE || state == TrialState.PRUNED;
    }

    private Models models(Ask ask) {
        Models current = models;
        if (current == null
                || !current.space.equals(ask.space())
                || current.objectives.size() != ask.directions().size()) {
            var encoding = new Encoding(ask.space());
            var objectives = ask.directions().stream()
                    .map(d -> new Surrogate(encoding, options.deterministic(), warp))
                    .toList();
            current = new Models(
                    ask.space(), encoding, objectives, new Surrogate(encoding, false, UnaryOperator.identity()));
            models = current;
        }
        return current;
    }

    private double[] chosen(Ask ask, History history, RandomGenerator random) {
        Models current = models(ask);
        var data = TrialData.of(ask, history, current.encoding);
        List<Surrogate.Model> learned = new ArrayList<>();
        for (int k = 0; k < ask.directions().size(); k++) {
            learned.add(
                    current.objectives.get(k).learn(data.objective(k), data.pending(), data.settled(), history.size()));
        }
        Acquisition acquisition = gain(learned, data);
        if (data.constrained()) {
            var model = current.feasibility.learn(data.constraint(), data.pending(), data.settled(), history.size());
            var probability = new Feasibility(model.posterior());
            acquisition = acquisition == null ? probability : new Product(acquisition, probability);
        }
        if (acquisition == null) {
            throw new AssertionError("no trial is infeasible where there are no constraints");
        }
        var search = new AcquisitionSearch(current.encoding, acquisition, random);
        double[] best =
                search.best(good(learned, data), learned.get(0).observations().size());
        double[] point = new double[best.length];
        Arrays.setAll(point, i -> Double.isNaN(best[i]) ? best[i] : current.encoding.internal(i, best[i]));
        return point;
    }

    /** What improves on the feasible trials; null while there is none. */
    private static @Nullable Acquisition gain(List<Surrogate.Model> learned, TrialData data) {
        if (!data.anyFeasible()) {
            return null;
        }
        List<double[]> values = fitted(learned, data);
        if (learned.size() == 1) {
            double best = values.stream().mapToDouble(v -> v[0]).min().orElseThrow();
            return new Improvement(learned.get(0).posterior(), best, data.constrained() ? LEAST_DEVIATION : 0);
        }
        List<double[]> front = Boxes.front(values);
        double[] reference = Boxes.reference(values);
        List<double[]> few = spread(front, learned.size() == 2 ? LARGEST_FRONT_OF_TWO : LARGEST_FRONT);
        return new HypervolumeImprovement(
                learned.stream().map(Surrogate.Model::posterior).toList(), Boxes.of(few, reference));
    }

    /** At most so many points of a front, evenly chosen along the first objective. */
    private static List<double[]> spread(List<double[]> front, int most) {
        if (front.size() <= most) {
            return front;
        }
        List<double[]> sorted = new ArrayList<>(front);
        sorted.sort(Comparator.comparingDouble(v -> v[0]));
        return IntStream.range(0, most)
                .mapToObj(k -> sorted.get(k * (sorted.size() - 1) / (most - 1)))
                .toList();
    }

    /** What the models say of each feasible trial they learned from, and expect of those that are pending. */
    private static List<double[]> fitted(List<Surrogate.Model> learned, TrialData data) {
        int[] numbers = learned.get(0).observations().numbers();
        List<double[]> means =
                learned.stream().map(model -> model.posterior().fitted()).toList();
        List<double[]> values = new ArrayList<>();
        for (int j = 0; j < numbers.length; j++) {
            if (data.feasible(numbers[j])) {
                double[] value = new double[learned.size()];
                for (int k = 0; k < value.length; k++) {
                    value[k] = means.get(k)[j];
                }
                values.add(value);
            }
        }
        for (double[] point : data.pending()) {
            double[] value = new double[learned.size()];
            Arrays.setAll(value, k -> learned.get(k).posterior().at(point).mean());
            values.add(value);
        }
        return values;
    }

    /** The points of the best trials: by their model's mean for one objective, by the sum of ranks for several. */
    private static List<double[]> good(List<Surrogate.Model> learned, TrialData data) {
        var observations = learned.get(0).observations();
        double[] sums = new double[observations.size()];
        for (var model : learned) {
            double[] fitted = model.posterior().fitted();
            for (int j = 0; j < sums.length; j++) {
                sums[j] += fitted[j] + (data.feasible(observations.numbers()[j]) ? 0 : 1e6);
            }
        }
        return IntStream.range(0, sums.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> sums[j]))
                .limit(GOOD_POINTS)
                .map(j -> observations.points().get(j))
                .toList();
    }
}
