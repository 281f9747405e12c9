package io.asktell.sampler.gp;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.space.SearchSpace;
import io.asktell.stop.StopAdvice;
import io.asktell.stop.StopAdvisor;
import io.asktell.study.Direction;
import io.asktell.study.History;
import java.util.List;

/**
 * Stops when a Gaussian process leaves less to gain than noise would hide: when the best of the upper bounds at trials and the best lower
 * bound anywhere are closer than the noise's deviation, or than {@code tolerance} (Makarova et al. 2022, arXiv 2104.08166).
 *
 * <p>All in standard deviations of the values, after the model has bent them towards normal. The lower bound is searched for as the
 * sampler searches, so it is an estimate.
 */
public record RegretBound(double tolerance) implements StopAdvisor {
    private static final int LEAST_TRIALS = 20;
    private static final double DELTA = 0.1;

    public RegretBound {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance >= 0, but tolerance=" + tolerance);
        }
    }

    public static RegretBound defaults() {
        return new RegretBound(0.01);
    }

    @Override
    public StopAdvice advise(SearchSpace space, Direction direction, History history) {
        var encoding = new Encoding(space);
        var data = TrialData.of(new Ask(space, List.of(direction), history.size()), history, encoding);
        var observations = data.objective(0);
        if (observations.size() < LEAST_TRIALS) {
            return StopAdvice.tooEarly(observations.size(), LEAST_TRIALS);
        }
        try {
            return advise(
                    encoding,
                    new Surrogate(encoding, false, Warp::warped)
                            .learn(observations, data.pending(), data.settled(), history.size()));
        } catch (ArithmeticException e) {
            return new StopAdvice(false, "The model failed: " + e.getMessage() + ".", Double.POSITIVE_INFINITY);
        }
    }

    private StopAdvice advise(Encoding encoding, Surrogate.Model model) {
        var observations = model.observations();
        double reach = StrictMath.sqrt(beta(encoding.size(), observations.size()));
        double upper = Double.POSITIVE_INFINITY;
        double lower = Double.POSITIVE_INFINITY;
        for (double[] point : observations.points()) {
            var here = model.posterior().at(point);
            upper = Math.min(upper, here.mean() + reach * here.deviation());
            lower = Math.min(lower, here.mean() - reach * here.deviation());
        }
        var bound = new Bound(model.posterior(), reach);
        var random = Rng.of(0, observations.size());
        double[] lowest =
                new AcquisitionSearch(encoding, bound, random).best(observations.points(), observations.size());
        lower = Math.min(lower, -bound.at(lowest));
        double remaining = Math.max(0, upper - lower);
        double enough =
                Math.max(tolerance, StrictMath.sqrt(model.posterior().kernel().noise()));
        return new StopAdvice(
                remaining < enough,
                "At most " + remaining + " standard deviations are left to gain, and " + enough + " are of no matter.",
                remaining);
    }

    /** As Srinivas et al. (2010), a fifth of it, which the paper finds to be enough. */
    private static double beta(int parameters, int trials) {
        double squares = (double) trials * trials * StrictMath.PI * StrictMath.PI;
        return 2 * StrictMath.log(parameters * squares / (6 * DELTA)) / 5;
    }

    /** Minus the lower bound, to be climbed. */
    private record Bound(Posterior posterior, double reach) implements Acquisition {
        @Override
        public double at(double[] point) {
            var here = posterior.at(point);
            return reach * here.deviation() - here.mean();
        }

        @Override
        public double at(double[] point, double[] slope) {
            var slopes = posterior.slopesAt(point);
            for (int i = 0; i < slope.length; i++) {
                slope[i] = reach * slopes.deviation()[i] - slopes.mean()[i];
            }
            return reach * slopes.prediction().deviation() - slopes.prediction().mean();
        }
    }
}
