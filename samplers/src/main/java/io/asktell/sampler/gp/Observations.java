package io.asktell.sampler.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model is to learn from: points and what was observed there, by trial number.
 *
 * @param numbers ascending
 * @param noises the variance of each, in that of a trial that went on to its end
 */
record Observations(int[] numbers, List<double[]> points, double[] losses, double[] noises) {
    int size() {
        return losses.length;
    }

    /** Those of trials numbered below. */
    Observations below(int number) {
        return only(IntStream.range(0, size()).filter(j -> numbers[j] < number).toArray());
    }

    /** Those of trials numbered so or above, behind these. */
    Observations and(Observations all, int from) {
        var more = all.only(IntStream.range(0, all.size())
                .filter(j -> all.numbers[j] >= from)
                .toArray());
        var together = new ArrayList<>(points);
        together.addAll(more.points);
        return new Observations(
                joined(numbers, more.numbers), together, joined(losses, more.losses), joined(noises, more.noises));
    }

    /** At most so many: the better half of them the best, the others spread evenly over the rest. */
    Observations atMost(int most) {
        if (size() <= most) {
            return this;
        }
        int[] byLoss = IntStream.range(0, size())
                .boxed()
                .sorted((a, b) -> Double.compare(losses[a], losses[b]) != 0
                        ? Double.compare(losses[a], losses[b])
                        : Integer.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
        int best = most / 2;
        int[] rest = Arrays.stream(byLoss, best, size()).sorted().toArray();
        int others = most - best;
        IntStream spread = IntStream.range(0, others).map(k -> rest[(int) ((long) k * rest.length / others)]);
        return only(IntStream.concat(Arrays.stream(byLoss, 0, best), spread)
                .sorted()
                .toArray());
    }

    private Observations only(int[] kept) {
        return new Observations(
                Arrays.stream(kept).map(j -> numbers[j]).toArray(),
                Arrays.stream(kept).mapToObj(points::get).toList(),
                Arrays.stream(kept).mapToDouble(j -> losses[j]).toArray(),
                Arrays.stream(kept).mapToDouble(j -> noises[j]).toArray());
    }

    private static int[] joined(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    boolean same(Observations other) {
        return Arrays.equals(numbers, other.numbers)
                && Arrays.equals(losses, other.losses)
                && Arrays.equals(noises, other.noises)
                && IntStream.range(0, size()).allMatch(j -> Arrays.equals(points.get(j), other.points.get(j)));
    }
}
