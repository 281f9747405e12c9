package io.asktell.sampler.tpe;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Trial numbers in ascending order of a key of two parts, ties by number; one at a time goes in and out. The order is made when it is
 * first asked for, and lies in short blocks, so that a change moves few numbers of however many there are.
 */
final class SortedColumn {
    private static final int BLOCK = 512;

    private final Column firsts = new Column();
    private double[] seconds = new double[0]; // by trial; shorter, where all further ones are 0
    private int size;
    private int @Nullable [][] blocks; // null: nobody asked for the order yet
    private int[] sizes = new int[0];
    private int count; // of blocks

    int size() {
        return size;
    }

    /** The trials in the column. */
    Numbers members() {
        return firsts.members();
    }

    private double second(int number) {
        return number < seconds.length ? seconds[number] : 0;
    }

    /** Puts a trial in its place; a first part of NaN takes it out. */
    void put(int number, double first, double second) {
        double old = firsts.value(number);
        if (!Double.isNaN(old)) {
            if (old == first && second(number) == second) {
                return;
            }
            if (blocks != null) {
                remove(blocks, number);
            }
            size--;
        }
        firsts.put(number, first);
        if (second != 0 && number >= seconds.length) {
            seconds = Arrays.copyOf(seconds, number + (number >> 1) + 1);
        }
        if (number < seconds.length) {
            seconds[number] = second;
        }
        if (!Double.isNaN(first)) {
            if (blocks != null) {
                insert(blocks, number);
            }
            size++;
        }
    }

    /** Adds the first trials of the order that a test lets through to a set, so many at most; returns how many those are. */
    int takeFirst(int most, IntPredicate test, Numbers into) {
        int taken = 0;
        int[][] ordered = ordered();
        for (int b = 0; b < count && taken < most; b++) {
            for (int at = 0; at < sizes[b] && taken < most; at++) {
                if (test.test(ordered[b][at])) {
                    into.put(ordered[b][at], true);
                    taken++;
                }
            }
        }
        return taken;
    }

    /** All trials, in order. */
    int[] inOrder() {
        int[] all = new int[size];
        int at = 0;
        int[][] ordered = ordered();
        for (int b = 0; b < count; b++) {
            System.arraycopy(ordered[b], 0, all, at, sizes[b]);
            at += sizes[b];
        }
        return all;
    }

    void clear() {
        firsts.clear();
        seconds = new double[0];
        size = 0;
        blocks = null;
        count = 0;
    }

    private int[][] ordered() {
        int[][] ordered = blocks;
        if (ordered == null) {
            ordered = new int[4][];
            sizes = new int[4];
            blocks = ordered;
            for (int number : members().toArray()) {
                ordered = insert(ordered, number);
            }
        }
        return ordered;
    }

    private int[][] insert(int[][] into, int number) {
        int[][] all = into;
        if (count == 0) {
            all[count++] = new int[BLOCK];
            sizes[0] = 0;
        }
        int b = block(all, number);
        if (sizes[b] == BLOCK) {
            all = split(all, b);
            if (compare(all[b][sizes[b] - 1], number) < 0) {
                b++;
            }
        }
        int at = position(all[b], sizes[b], number);
        System.arraycopy(all[b], at, all[b], at + 1, sizes[b] - at);
        all[b][at] = number;
        sizes[b]++;
        return all;
    }

    private int[][] split(int[][] from, int b) {
        int[][] all = from;
        if (count == all.length) {
            all = Arrays.copyOf(all, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
            blocks = all;
        }
        System.arraycopy(all, b, all, b + 1, count - b);
        System.arraycopy(sizes, b, sizes, b + 1, count - b);
        count++;
        int half = BLOCK / 2;
        all[b + 1] = new int[BLOCK];
        System.arraycopy(all[b], half, all[b + 1], 0, BLOCK - half);
        sizes[b] = half;
        sizes[b + 1] = BLOCK - half;
        return all;
    }

    private void remove(int[][] all, int number) {
        int b = block(all, number);
        int at = position(all[b], sizes[b], number);
        System.arraycopy(all[b], at + 1, all[b], at, sizes[b] - at - 1);
        if (--sizes[b] == 0) {
            System.arraycopy(all, b + 1, all, b, count - b - 1);
            System.arraycopy(sizes, b + 1, sizes, b, count - b - 1);
            count--;
        }
    }

    /** The first block whose last trial does not come before this one; the last block where all do. */
    private int block(int[][] all, int number) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(all[middle][sizes[middle] - 1], number) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int position(int[] block, int length, int number) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(block[middle], number) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int a, int b) {
        int compared = Double.compare(firsts.value(a), firsts.value(b));
        if (compared == 0) {
            compared = Double.compare(second(a), second(b));
        }
        return compared == 0 ? Integer.compare(a, b) : compared;
    }
}
