package io.asktell.sampler.tpe;

import io.asktell.numeric.Ascending;
import java.util.Arrays;

/** Trial numbers in ascending order of a key of two parts, ties by number; one at a time goes in and out. */
final class SortedColumn {
    private double[] firsts = new double[0]; // by trial number, NaN: not in the column
    private double[] seconds = new double[0];
    private int[] order = new int[16];
    private int size;

    int size() {
        return size;
    }

    /** The trial at a position. */
    int number(int position) {
        return order[position];
    }

    /** The first part of a trial's key; NaN if it has none here. */
    double key(int number) {
        return number < firsts.length ? firsts[number] : Double.NaN;
    }

    /** Puts a trial in its place; a first part of NaN takes it out. */
    void put(int number, double first, double second) {
        if (number >= firsts.length) {
            int old = firsts.length;
            firsts = Arrays.copyOf(firsts, Math.max(16, number * 2));
            seconds = Arrays.copyOf(seconds, Math.max(16, number * 2));
            Arrays.fill(firsts, old, firsts.length, Double.NaN);
        }
        if (!Double.isNaN(firsts[number])) {
            if (firsts[number] == first && seconds[number] == second) {
                return;
            }
            int at = position(number, firsts[number], seconds[number]);
            System.arraycopy(order, at + 1, order, at, size - at - 1);
            size--;
        }
        firsts[number] = first;
        seconds[number] = second;
        if (!Double.isNaN(first)) {
            int at = position(number, first, second);
            if (size == order.length) {
                order = Arrays.copyOf(order, size * 2);
            }
            System.arraycopy(order, at, order, at + 1, size - at);
            order[at] = number;
            size++;
        }
    }

    /** Positions in a list of trials, ascending by number, in the order of the column; those that are not in it are left out. */
    int[] ascending(int[] numbers) {
        return numbers.length < size / 16 ? sorted(numbers) : picked(numbers);
    }

    private int[] picked(int[] numbers) {
        int[] positions = new int[firsts.length];
        Arrays.fill(positions, -1);
        for (int k = 0; k < numbers.length; k++) {
            positions[numbers[k]] = k;
        }
        int[] found = new int[numbers.length];
        int count = 0;
        for (int at = 0; at < size; at++) {
            if (positions[order[at]] >= 0) {
                found[count++] = positions[order[at]];
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** By the first parts alone, which is what tells coordinates apart; each takes the next free place among its equals. */
    private int[] sorted(int[] numbers) {
        double[] keys = Arrays.stream(numbers)
                .mapToDouble(this::key)
                .filter(key -> !Double.isNaN(key))
                .sorted()
                .toArray();
        int[] found = new int[keys.length];
        int[] taken = new int[keys.length];
        for (int k = 0; k < numbers.length; k++) {
            double key = key(numbers[k]);
            if (!Double.isNaN(key)) {
                int at = Ascending.firstFrom(keys, key);
                found[at + taken[at]++] = k;
            }
        }
        return found;
    }

    void clear() {
        Arrays.fill(firsts, Double.NaN);
        size = 0;
    }

    private int position(int number, double first, double second) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int other = order[middle];
            int compared = Double.compare(firsts[other], first);
            if (compared == 0) {
                compared = Double.compare(seconds[other], second);
            }
            if (compared < 0 || compared == 0 && other < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
