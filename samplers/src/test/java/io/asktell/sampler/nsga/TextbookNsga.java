package io.asktell.sampler.nsga;

import io.asktell.numeric.Rng;
import io.asktell.pareto.Pareto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * NSGA-II as Deb et al. (2002) describe it and with their settings for real numbers (both distribution indexes 20), generation by
 * generation: what the sampler is compared with, and shares no code with but dominance and crowding.
 */
final class TextbookNsga {
    private static final int SIZE = 50;
    private static final double SPREAD = 20;
    private static final double CROSSOVER_PROB = 0.9;

    private final RandomGenerator random;
    private final UnaryOperator<double[]> objective;
    private final List<double[]> seen = new ArrayList<>(); // losses of all evaluations

    private record Member(double[] x, double[] losses, int rank, double crowding) {}

    private TextbookNsga(long seed, UnaryOperator<double[]> objective) {
        random = Rng.of(seed, 0);
        this.objective = objective;
    }

    /** The losses of so many evaluations in the unit cube, a multiple of 50. */
    static double[][] run(int dimension, int evaluations, long seed, UnaryOperator<double[]> objective) {
        var search = new TextbookNsga(seed, objective);
        List<double[]> points = new ArrayList<>();
        for (int k = 0; k < SIZE; k++) {
            points.add(search.random.doubles(dimension).toArray());
        }
        List<Member> parents = search.survivors(List.of(), points);
        while (search.seen.size() < evaluations) {
            parents = search.survivors(parents, search.children(parents));
        }
        return search.seen.toArray(double[][]::new);
    }

    private List<Member> survivors(List<Member> parents, List<double[]> children) {
        List<double[]> points = new ArrayList<>();
        List<double[]> losses = new ArrayList<>();
        for (Member parent : parents) {
            points.add(parent.x);
            losses.add(parent.losses);
        }
        for (double[] child : children) {
            points.add(child);
            losses.add(objective.apply(child));
            seen.add(losses.get(losses.size() - 1));
        }
        int[] ranks = Pareto.ranks(losses.toArray(double[][]::new));
        List<Member> ranked = new ArrayList<>();
        for (int rank = 0; ranked.size() < SIZE; rank++) {
            int wanted = rank;
            int[] front = IntStream.range(0, ranks.length)
                    .filter(i -> ranks[i] == wanted)
                    .toArray();
            double[] crowding =
                    Pareto.crowding(Arrays.stream(front).mapToObj(losses::get).toArray(double[][]::new));
            for (int k = 0; k < front.length; k++) {
                ranked.add(new Member(points.get(front[k]), losses.get(front[k]), rank, crowding[k]));
            }
        }
        ranked.sort(Comparator.comparingInt(Member::rank).thenComparingDouble(member -> -member.crowding()));
        return ranked.subList(0, SIZE);
    }

    private List<double[]> children(List<Member> parents) {
        List<double[]> children = new ArrayList<>();
        while (children.size() < SIZE) {
            double[] a = winner(parents).x.clone();
            double[] b = winner(parents).x.clone();
            if (random.nextDouble() < CROSSOVER_PROB) {
                cross(a, b);
            }
            children.add(mutated(a));
            children.add(mutated(b));
        }
        return children;
    }

    private Member winner(List<Member> parents) {
        Member one = parents.get(random.nextInt(SIZE));
        Member other = parents.get(random.nextInt(SIZE));
        if (one.rank != other.rank) {
            return one.rank < other.rank ? one : other;
        }
        return one.crowding >= other.crowding ? one : other;
    }

    /** Simulated binary crossover, each coordinate with probability a half. */
    private void cross(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (random.nextBoolean()) {
                double u = random.nextDouble();
                double beta = u < 0.5 ? Math.pow(2 * u, 1 / (SPREAD + 1)) : Math.pow(2 - 2 * u, -1 / (SPREAD + 1));
                double middle = (a[i] + b[i]) / 2;
                double half = beta * (a[i] - b[i]) / 2;
                a[i] = clamped(middle + half);
                b[i] = clamped(middle - half);
            }
        }
    }

    /** Polynomial mutation, of one coordinate in the mean. */
    private double[] mutated(double[] x) {
        for (int i = 0; i < x.length; i++) {
            if (random.nextDouble() * x.length < 1) {
                double u = random.nextDouble();
                double power = 1 / (SPREAD + 1);
                x[i] = clamped(x[i] + (u < 0.5 ? Math.pow(2 * u, power) - 1 : 1 - Math.pow(2 - 2 * u, power)));
            }
        }
        return x;
    }

    private static double clamped(double coordinate) {
        return Math.min(1, Math.max(0, coordinate));
    }
}
