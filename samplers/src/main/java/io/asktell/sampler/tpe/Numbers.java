package io.asktell.sampler.tpe;

import java.util.Arrays;

/** A set of trial numbers, a bit each: what is done with all of a million numbers is done with 64 at once. */
final class Numbers {
    private long[] words = new long[4];

    static Numbers of(int... numbers) {
        var set = new Numbers();
        for (int number : numbers) {
            set.put(number, true);
        }
        return set;
    }

    void put(int number, boolean in) {
        int word = number >> 6;
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length + (words.length >> 1)));
        }
        long bit = 1L << number;
        words[word] = in ? words[word] | bit : words[word] & ~bit;
    }

    boolean has(int number) {
        int word = number >> 6;
        return word < words.length && (words[word] >>> number & 1) != 0;
    }

    int size() {
        return before(words.length << 6);
    }

    /** How many are below a number. */
    int before(int number) {
        return between(0, number);
    }

    /** How many are from one number on and below another. */
    int between(int from, int to) {
        int count = 0;
        int first = Math.min(words.length, from >> 6);
        int last = Math.min(words.length, to >> 6);
        for (int word = first; word < last; word++) {
            count += Long.bitCount(words[word]);
        }
        return count + low(to) - low(from);
    }

    /** How many of a number's own word are below it. */
    private int low(int number) {
        int word = number >> 6;
        return word < words.length ? Long.bitCount(words[word] & (1L << number) - 1) : 0;
    }

    Numbers or(Numbers other) {
        var both = new Numbers();
        both.words = Arrays.copyOf(words, Math.max(words.length, other.words.length));
        for (int word = 0; word < other.words.length; word++) {
            both.words[word] |= other.words[word];
        }
        return both;
    }

    Numbers and(Numbers other) {
        var both = new Numbers();
        both.words = Arrays.copyOf(words, Math.min(words.length, other.words.length));
        for (int word = 0; word < both.words.length; word++) {
            both.words[word] &= other.words[word];
        }
        return both;
    }

    Numbers without(int[] numbers) {
        var rest = new Numbers();
        rest.words = words.clone();
        for (int number : numbers) {
            rest.put(number, false);
        }
        return rest;
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    /** Ascending. */
    int[] toArray() {
        return last(size());
    }

    /** The greatest {@code count} of them, ascending. */
    int[] last(int count) {
        int[] last = new int[count];
        int at = count;
        for (int word = words.length - 1; at > 0; word--) {
            for (long rest = words[word]; rest != 0 && at > 0; ) {
                int bit = 63 - Long.numberOfLeadingZeros(rest);
                last[--at] = (word << 6) + bit;
                rest &= ~(1L << bit);
            }
        }
        return last;
    }
}
