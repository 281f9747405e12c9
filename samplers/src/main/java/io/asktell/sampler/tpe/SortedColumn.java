package io.asktell.sampler.tpe;

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
