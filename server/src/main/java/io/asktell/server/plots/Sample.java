package io.asktell.server.plots;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Chooses a few of many trials. Everything takes and returns ascending numbers. */
final class Sample {
    private Sample() {}

    /**
     * As if drawn at random, but from their numbers alone: the same trials give the same sample, and as trials are added few of the
     * sample are replaced, so that a plot that is drawn again does not flicker.
     */
    static int[] stable(int[] numbers, int count) {
        if (numbers.length <= count) {
            return numbers;
        }
        long[] keys = new long[numbers.length]; // the hash before the position, which makes them differ
        Arrays.setAll(keys, i -> hash(numbers[i]) & 0xffffffff00000000L | i);
        Arrays.sort(keys);
        return Arrays.stream(keys, 0, Math.max(0, count))
                .mapToInt(key -> numbers[(int) key])
                .sorted()
                .toArray();
    }

    /** Those of the least losses; of equal ones the lowest numbers. */
    static int[] least(int[] numbers, IntToDoubleFunction loss, int count) {
        if (numbers.length <= count || count <= 0) {
            return count <= 0 ? new int[0] : numbers;
        }
        double[] sorted = IntStream.of(numbers).mapToDouble(loss).sorted().toArray();
        double last = sorted[count - 1];
        int below = (int) Arrays.stream(sorted).filter(x -> x < last).count();
        int ties = count - below;
        int[] chosen = new int[count];
        int size = 0;
        for (int n : numbers) {
            double x = loss.applyAsDouble(n);
            if (x < last || x == last && ties-- > 0) {
                chosen[size++] = n;
            }
        }
        return chosen;
    }

    /** Half of them those of the least losses, and a stable sample of the others. */
    static int[] leastAndOthers(int[] numbers, IntToDoubleFunction loss, int count) {
        if (numbers.length <= count) {
            return numbers;
        }
        int[] best = least(numbers, loss, (count + 1) / 2);
        int[] others = stable(without(numbers, best), count - best.length);
        return union(best, others);
    }

    /** At even distances, with the first and the last. */
    static int[] even(int[] numbers, int count) {
        if (numbers.length <= count) {
            return numbers;
        }
        return IntStream.range(0, count)
                .map(i -> numbers[(int) ((long) i * (numbers.length - 1) / (count - 1))])
                .toArray();
    }

    /** The extremes of values within {@code buckets} stretches of equal length. */
    static int[] extremes(int[] numbers, IntToDoubleFunction value, int buckets) {
        var chosen = IntStream.builder();
        for (int b = 0; b < buckets; b++) {
            int from = (int) ((long) b * numbers.length / buckets);
            int to = (int) ((long) (b + 1) * numbers.length / buckets);
            int least = from;
            int most = from;
            for (int i = from; i < to; i++) {
                double x = value.applyAsDouble(numbers[i]);
                least = x >= value.applyAsDouble(numbers[least]) || Double.isNaN(x) ? least : i; // i beats a NaN
                most = x <= value.applyAsDouble(numbers[most]) || Double.isNaN(x) ? most : i;
            }
            if (from < to) {
                chosen.add(numbers[least]).add(numbers[most]);
            }
        }
        return chosen.build().sorted().distinct().toArray();
    }

    static int[] union(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b))
                .sorted()
                .distinct()
                .toArray();
    }

    static int[] without(int[] numbers, int[] others) {
        return IntStream.of(numbers)
                .filter(n -> Arrays.binarySearch(others, n) < 0)
                .toArray();
    }

    /** The finaliser of SplitMix64 (Steele et al. 2014). */
    private static long hash(long number) {
        long z = (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
