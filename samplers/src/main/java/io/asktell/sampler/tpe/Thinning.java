package io.asktell.sampler.tpe;

import io.asktell.numeric.Rng;
import java.util.Arrays;

/** Every 2nd, 4th, 8th and so on trial number by a hash of it, so that those chosen stay the same when further trials come. */
final class Thinning {
    private final int share;
    private int[] numbers = new int[16];
    private int size;
    private int end; // of the numbers looked at

    /** @param share one of how many; a power of two */
    Thinning(int share) {
        this.share = share;
    }

    int share() {
        return share;
    }

    /** The chosen ones below a number, ascending. */
    int[] below(int number) {
        for (; end < number; end++) {
            if ((Rng.mix(end) & share - 1) == 0) {
                if (size == numbers.length) {
                    numbers = Arrays.copyOf(numbers, size * 2);
                }
                numbers[size++] = end;
            }
        }
        int below = Arrays.binarySearch(numbers, 0, size, number);
        return Arrays.copyOf(numbers, below < 0 ? -below - 1 : below);
    }
}
