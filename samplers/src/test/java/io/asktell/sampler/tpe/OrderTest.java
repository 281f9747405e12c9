package io.asktell.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.numeric.Rng;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OrderTest {
    private static final int TRIALS = 60;

    /** Few values, so that many are equal; sometimes none. */
    private static double anyValue(Rng random) {
        return random.nextInt(5) == 0 ? Double.NaN : random.nextInt(12) / 12.0;
    }

    private static int[] someTrials(Rng random) {
        int share = 1 + random.nextInt(4);
        return IntStream.range(0, TRIALS)
                .filter(n -> random.nextInt(share) == 0)
                .toArray();
    }

    private static int[] kernels(Order order) {
        return IntStream.range(0, order.size()).map(order::kernel).toArray();
    }

    @Test
    void follow_whateverCameWentOrMoved_isAsIfSortedAnew() {
        for (int seed = 0; seed < 200; seed++) {
            var random = Rng.of(seed, 0);
            var column = new Column();
            var order = new Order(column);
            IntStream.range(0, TRIALS).forEach(n -> column.put(n, anyValue(random)));
            for (int step = 0; step < 20; step++) {
                for (int moved = random.nextInt(4); moved > 0; moved--) {
                    column.put(random.nextInt(TRIALS), anyValue(random));
                }
                int[] trials = someTrials(random);

                order.follow(trials);

                int[] expected = IntStream.range(0, trials.length)
                        .filter(k -> !Double.isNaN(column.value(trials[k])))
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> column.value(trials[k])))
                        .mapToInt(k -> k)
                        .toArray();
                assertThat(kernels(order)).as("seed %s, step %s", seed, step).containsExactly(expected);
                assertThat(IntStream.range(0, order.size()).mapToDouble(order::coordinate))
                        .containsExactly(IntStream.of(expected)
                                .mapToObj(k -> column.value(trials[k]))
                                .toArray(Double[]::new));
            }
        }
    }
}
