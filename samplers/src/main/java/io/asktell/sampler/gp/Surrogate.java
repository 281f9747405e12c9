package io.asktell.sampler.gp;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The model of one quantity as a study goes on. The kernel is fitted anew whenever a tenth more trials are there (at every one among
 * the first), always from the same start and from the trials below a round number only; so what was fitted before is not computed
 * again, and would come out the same if it were.
 *
 * <p>Beyond {@link #MOST} trials those below the round number are represented by so many of them, and kernels are fitted to
 * {@link #MOST_FITTED}: the best, and an even choice of the others.
 */
final class Surrogate {
    private static final int MOST = 1000;
    private static final int MOST_FITTED = 160;
    private static final int ONE_BY_ONE = 40;
    private static final double GROWTH = 1.1;

    private final Encoding encoding;
    private final boolean deterministic;
    private final UnaryOperator<double[]> warp;
    private @Nullable Observations fitted;
    private @Nullable Posterior posterior;

    /** @param warp makes what is observed fit for a Gaussian process */
    Surrogate(Encoding encoding, boolean deterministic, UnaryOperator<double[]> warp) {
        this.encoding = encoding;
        this.deterministic = deterministic;
        this.warp = warp;
    }

    /** A model with what it learned from. */
    record Model(Posterior posterior, Observations observations) {}

    /**
     * Learns what is to be learned.
     *
     * @param settled no trial below this number is under way
     * @param size the number of all trials
     * @throws ArithmeticException where covariances are not positive definite, or some number is none
     */
    Model learn(Observations all, List<double[]> pending, int settled, int size) {
        int round = round(settled) >= size / 1.5 ? round(settled) : round(size);
        Observations early = all.below(round).atMost(MOST);
        Posterior current = posterior;
        if (current == null || fitted == null || !fitted.same(early)) {
            current = new Posterior(fit(early));
            fitted = early;
            posterior = current;
        }
        Observations learned = early.and(all, round);
        if (!current.observe(learned.points(), warp.apply(learned.losses()), learned.noises(), pending)) {
            posterior = null;
            throw new ArithmeticException("no posterior of " + learned.size() + " trials");
        }
        return new Model(current, learned);
    }

    private Kernel fit(Observations early) {
        Observations few = early.atMost(MOST_FITTED);
        return new KernelFit(
                        encoding,
                        few.points().toArray(new double[0][]),
                        warp.apply(few.losses()),
                        few.noises(),
                        deterministic)
                .kernel();
    }

    private static int round(int number) {
        int round = Math.min(number, ONE_BY_ONE);
        for (int next = round; next <= number; next = (int) StrictMath.ceil(next * GROWTH)) {
            if (next < ONE_BY_ONE) {
                return number;
            }
            round = next;
        }
        return round;
    }
}
