package io.asktell.space;

import org.jspecify.annotations.Nullable;

/**
 * Whole numbers {@code low, low + step, ...} up to {@code high}, which is lowered to the last one reached. Limits lie within
 * ±(2^53 - 1), so that the internal form is exact.
 */
public record IntDistribution(long low, long high, long step, boolean log) implements Distribution {
    private static final long LIMIT = (1L << 53) - 1;

    public IntDistribution {
        if (!(-LIMIT <= low && low <= high && high <= LIMIT)) {
            throw new IllegalArgumentException("-2^53 < low <= high < 2^53, but low=" + low + " high=" + high);
        }
        if (step < 1) {
            throw new IllegalArgumentException("step >= 1, but step=" + step);
        }
        if (log && low < 1) {
            throw new IllegalArgumentException("low >= 1 on a log scale, but low=" + low);
        }
        if (log && step > 1) {
            throw new IllegalArgumentException("log and step exclude each other, but step=" + step);
        }
        high = low + (high - low) / step * step;
    }

    public static IntDistribution of(long low, long high) {
        return new IntDistribution(low, high, 1, false);
    }

    public static IntDistribution logarithmic(long low, long high) {
        return new IntDistribution(low, high, 1, true);
    }

    public static IntDistribution stepped(long low, long high, long step) {
        return new IntDistribution(low, high, step, false);
    }

    @Override
    public boolean contains(double internal) {
        return low <= internal
                && internal <= high
                && internal == Math.rint(internal)
                && ((long) internal - low) % step == 0;
    }

    @Override
    public boolean single() {
        return low == high;
    }

    @Override
    public long cardinality() {
        return (high - low) / step + 1;
    }

    @Override
    public Object external(double internal) {
        return (long) internal;
    }

    @Override
    public double internal(@Nullable Object external) {
        if (external instanceof Number number && contains(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("a whole number from " + low + " to " + high
                + (step > 1 ? " by " + step : "") + ", but it is " + external);
    }
}
