package io.asktell.numeric;

/** The standard normal distribution between two points; either may be infinite, and both may lie far out in one tail. */
public final class TruncatedNormal {
    /** From here on out the tail holds less than 2^-53. */
    private static final double NOTHING_BEYOND = 8.3;

    private TruncatedNormal() {}

    /** The logarithm of the probability between {@code a} and {@code b}; -Infinity where they are equal. */
    public static double logMass(double a, double b) {
        if (!(a <= b)) {
            throw new IllegalArgumentException("a <= b, but a=" + a + " b=" + b);
        }
        if (a <= -NOTHING_BEYOND && b >= NOTHING_BEYOND) {
            return 0;
        }
        if (a > 0) {
            return logMass(-b, -a);
        }
        if (b <= 0) {
            double high = Normal.logCdf(b);
            if (high == Double.NEGATIVE_INFINITY) {
                return high;
            }
            return high + log1mExp(Normal.logCdf(a) - high);
        }
        return StrictMath.log1p(-tail(a) - tail(-b));
    }

    private static double tail(double x) {
        return x < -NOTHING_BEYOND ? 0 : Normal.cdf(x);
    }

    /** The point between {@code a} and {@code b} below which lies the share {@code u} of the probability there. */
    public static double quantile(double u, double a, double b) {
        if (!(a <= b && u >= 0 && u <= 1)) {
            throw new IllegalArgumentException("a <= b, 0 <= u <= 1, but a=" + a + " b=" + b + " u=" + u);
        }
        if (a > 0) {
            return -quantile(1 - u, -b, -a);
        }
        double x;
        if (b > -5) {
            double below = Normal.cdf(a);
            x = Normal.quantile(StrictMath.min(1, below + u * (Normal.cdf(b) - below)));
        } else { // in the tail only logarithms tell the two apart
            double high = Normal.logCdf(b);
            double rest = Normal.logCdf(a) - high;
            x = Normal.quantileOfLog(StrictMath.min(0, high + StrictMath.log(u + (1 - u) * StrictMath.exp(rest))));
        }
        return StrictMath.min(b, StrictMath.max(a, x));
    }

    /** log(1 - exp(x)) for x <= 0. */
    private static double log1mExp(double x) {
        return x > -0.6931471805599453 ? StrictMath.log(-StrictMath.expm1(x)) : StrictMath.log1p(-StrictMath.exp(x));
    }
}
