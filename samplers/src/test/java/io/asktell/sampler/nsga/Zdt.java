package io.asktell.sampler.nsga;

import io.asktell.pareto.Hypervolume;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Three problems of Zitzler, Deb and Thiele (2000): a front that is convex, one that is concave, and one in five pieces. */
enum Zdt {
    ZDT1 {
        @Override
        double second(double first, double distance) {
            return distance * (1 - StrictMath.sqrt(first / distance));
        }
    },
    ZDT2 {
        @Override
        double second(double first, double distance) {
            return distance * (1 - first / distance * (first / distance));
        }
    },
    ZDT3 {
        @Override
        double second(double first, double distance) {
            return distance
                    * (1
                            - StrictMath.sqrt(first / distance)
                            - first / distance * StrictMath.sin(10 * StrictMath.PI * first));
        }
    };

    private static final double[] REFERENCE = {1.1, 4};

    abstract double second(double first, double distance);

    /** Of a point of the cube; the front is where all but the first coordinate are 0. */
    double[] losses(double[] x) {
        double distance = 1 + 9 * Arrays.stream(x, 1, x.length).sum() / (x.length - 1);
        return new double[] {x[0], second(x[0], distance)};
    }

    /** The hypervolume of losses as a share of the front's. */
    double share(double[][] losses) {
        double[][] front = IntStream.rangeClosed(0, 20_000)
                .mapToObj(k -> new double[] {k / 20_000.0, second(k / 20_000.0, 1)})
                .toArray(double[][]::new);
        return Hypervolume.of(losses, REFERENCE) / Hypervolume.of(front, REFERENCE);
    }
}
