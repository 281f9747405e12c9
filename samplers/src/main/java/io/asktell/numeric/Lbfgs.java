package io.asktell.numeric;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Minimises a smooth function inside a box by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu and Nocedal
 * 1989); coordinates at a bound whose slope points outwards stay there, and steps end at the bounds.
 */
public final class Lbfgs {
    private static final int MEMORY = 8;
    private static final int HALVINGS = 12;
    private static final double DESCENT = 1e-4;

    private final int iterations;
    private final double tolerance;
    private final double longestStep;

    /**
     * @param tolerance the steepest slope at which it is done
     * @param longestStep how far a coordinate may move in one iteration
     */
    public Lbfgs(int iterations, double tolerance, double longestStep) {
        this.iterations = iterations;
        this.tolerance = tolerance;
        this.longestStep = longestStep;
    }

    /** A function with its gradient; where it has no value it answers NaN or infinity. */
    public interface Smooth {
        double at(double[] x, double[] gradient);
    }

    /** Where the descent from {@code start} ended, and the value there. */
    public record Minimum(double[] x, double value) {}

    private record Correction(double[] step, double[] change, double product) {}

    public Minimum minimise(Smooth function, double[] start, double[] low, double[] high) {
        int n = start.length;
        double[] x = clamped(start, low, high);
        double[] gradient = new double[n];
        double value = function.at(x, gradient);
        Deque<Correction> memory = new ArrayDeque<>();
        for (int iteration = 0; iteration < iterations && Double.isFinite(value); iteration++) {
            double[] slope = free(x, gradient, low, high);
            if (greatest(slope) <= tolerance) {
                break;
            }
            double[] direction = direction(slope, memory);
            if (!(Vectors.dot(direction, slope, n) < 0)) {
                memory.clear();
                direction = direction(slope, memory);
            }
            double length =
                    Math.min(memory.isEmpty() ? 1 / (1 + greatest(slope)) : 1, longestStep / greatest(direction));
            double[] next = x;
            double[] nextGradient = new double[n];
            double nextValue = Double.NaN;
            boolean found = false;
            for (int halving = 0; halving < HALVINGS && !found; halving++) {
                double[] moved = x.clone();
                Vectors.add(moved, length, direction, n);
                next = clamped(moved, low, high);
                nextValue = function.at(next, nextGradient);
                double promised = 0;
                for (int i = 0; i < n; i++) {
                    promised += gradient[i] * (next[i] - x[i]);
                }
                found = nextValue <= value + DESCENT * promised && promised < 0;
                length /= 2;
            }
            if (!found) {
                break;
            }
            remember(memory, x, next, gradient, nextGradient);
            boolean settled = value - nextValue <= 1e-9 * (1 + Math.abs(value));
            x = next;
            value = nextValue;
            gradient = nextGradient;
            if (settled) {
                break;
            }
        }
        return new Minimum(x, value);
    }

    private static void remember(Deque<Correction> memory, double[] x, double[] next, double[] from, double[] to) {
        int n = x.length;
        double[] step = next.clone();
        double[] change = to.clone();
        Vectors.add(step, -1, x, n);
        Vectors.add(change, -1, from, n);
        double product = Vectors.dot(step, change, n);
        if (product > 1e-12 * Vectors.dot(change, change, n)) {
            if (memory.size() == MEMORY) {
                memory.removeLast();
            }
            memory.addFirst(new Correction(step, change, product));
        }
    }

    /** Minus the slope, bent by the curvature that was met on the last steps. */
    private static double[] direction(double[] slope, Deque<Correction> memory) {
        int n = slope.length;
        double[] direction = slope.clone();
        double[] shares = new double[memory.size()];
        int k = 0;
        for (Correction c : memory) {
            shares[k] = Vectors.dot(c.step, direction, n) / c.product;
            Vectors.add(direction, -shares[k++], c.change, n);
        }
        Correction newest = memory.peekFirst();
        double scale = newest == null ? 1 : newest.product / Vectors.dot(newest.change, newest.change, n);
        for (int i = 0; i < n; i++) {
            direction[i] *= scale;
        }
        for (var oldest = memory.descendingIterator(); oldest.hasNext(); ) {
            Correction c = oldest.next();
            double share = shares[--k] - Vectors.dot(c.change, direction, n) / c.product;
            Vectors.add(direction, share, c.step, n);
        }
        for (int i = 0; i < n; i++) {
            direction[i] = slope[i] == 0 ? 0 : -direction[i];
        }
        return direction;
    }

    /** The gradient without the coordinates that a bound holds. */
    private static double[] free(double[] x, double[] gradient, double[] low, double[] high) {
        double[] free = gradient.clone();
        for (int i = 0; i < x.length; i++) {
            if (x[i] <= low[i] && gradient[i] > 0 || x[i] >= high[i] && gradient[i] < 0) {
                free[i] = 0;
            }
        }
        return free;
    }

    private static double[] clamped(double[] x, double[] low, double[] high) {
        double[] clamped = x.clone();
        Arrays.setAll(clamped, i -> Math.min(high[i], Math.max(low[i], x[i])));
        return clamped;
    }

    private static double greatest(double[] x) {
        double greatest = 0;
        for (double element : x) {
            greatest = Math.max(greatest, Math.abs(element));
        }
        return greatest;
    }
}
