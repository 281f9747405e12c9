package io.asktell.sampler;

import io.asktell.numeric.Rng;
import io.asktell.space.SearchSpace;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.Arrays;

/** Histories that go wrong in one way or another. */
enum AnyHistory {
    EVENTFUL,
    ALL_EQUAL,
    ALL_NAN,
    ALL_FAILED,
    ALL_INFINITE,
    ALL_PENDING,
    ENORMOUS,
    /** From the least to the greatest number there is, with infinities and values that are none. */
    ANY_SCALE,
    /** One point with ever other values. */
    CONTRADICTORY,
    /** One value, but points all the same except for one. */
    DEGENERATE,
    /** Points that the space no longer contains, or does not know yet. */
    OUTSIDE;

    private static final double[] SCALES = {
        Double.MIN_VALUE, 1e-300, 1e-9, 1, 1e9, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN
    };

    TrialTable of(SearchSpace space, int objectives, int size, long seed) {
        var table = new TrialTable(space.size(), objectives);
        for (int n = 0; n < size; n++) {
            table.put(trial(space, objectives, n, seed));
        }
        return table;
    }

    private Trial trial(SearchSpace space, int objectives, int n, long seed) {
        Rng random = Rng.of(seed, n);
        double[] point = RandomSampler.draw(space, random);
        return switch (this) {
            case EVENTFUL -> Histories.anyTrial(space, objectives, n, random);
            case ALL_EQUAL -> complete(n, point, objectives, 0.1);
            case ALL_NAN -> complete(n, point, objectives, Double.NaN);
            case ALL_FAILED -> new Trial(n, TrialState.FAIL, point, null, null, Reports.NONE);
            case ALL_INFINITE ->
                complete(
                        n,
                        point,
                        objectives,
                        random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
            case ALL_PENDING -> Histories.running(n, point);
            case ENORMOUS ->
                complete(n, point, objectives, random.nextGaussian() * (random.nextBoolean() ? 1e307 : 1e-320));
            case ANY_SCALE ->
                complete(n, point, objectives, SCALES[random.nextInt(SCALES.length)] * random.nextGaussian());
            case CONTRADICTORY ->
                complete(n, RandomSampler.draw(space, Rng.of(seed, 0)), objectives, random.nextGaussian());
            case DEGENERATE -> complete(n, RandomSampler.draw(space, Rng.of(seed, Math.min(n, 1))), objectives, 3);
            case OUTSIDE -> {
                Trial any = Histories.anyTrial(space, objectives, n, random);
                Arrays.setAll(point, i -> random.nextInt(3) > 0 ? any.point()[i] : stray(any.point()[i], random));
                yield new Trial(n, any.state(), point, any.values(), any.constraints(), any.reports());
            }
        };
    }

    private static Trial complete(int n, double[] point, int objectives, double value) {
        double[] values = new double[objectives];
        Arrays.fill(values, value);
        return Histories.complete(n, point, values);
    }

    private static double stray(double value, Rng random) {
        return switch (random.nextInt(7)) {
            case 0 -> Double.NaN;
            case 1 -> 0;
            case 2 -> -1;
            case 3 -> value + 0.5;
            case 4 -> 2 * value;
            case 5 -> -1e300;
            default -> 1e300;
        };
    }
}
