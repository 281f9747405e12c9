package io.asktell.sampler.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The part of objective space below a reference point that no point of a front dominates, cut into boxes: slab by slab along the
 * last objective, each slab likewise along those before.
 */
final class Boxes {
    /** From {@code low}, which may be minus infinity, to {@code high}, one of each per objective. */
    record Box(double[] low, double[] high) {}

    private Boxes() {}

    static List<Box> of(List<double[]> front, double[] reference) {
        List<Box> boxes = new ArrayList<>();
        cut(front, reference, reference.length - 1, new double[reference.length], reference.clone(), boxes);
        return boxes;
    }

    private static void cut(
            List<double[]> front, double[] reference, int last, double[] low, double[] high, List<Box> boxes) {
        if (last == 0) {
            double least = reference[0];
            for (double[] point : front) {
                least = Math.min(least, point[0]);
            }
            low[0] = Double.NEGATIVE_INFINITY;
            high[0] = least;
            boxes.add(new Box(low.clone(), high.clone()));
            return;
        }
        double[] levels = front.stream()
                .mapToDouble(point -> point[last])
                .filter(level -> level < reference[last])
                .sorted()
                .distinct()
                .toArray();
        for (int k = -1; k < levels.length; k++) {
            double from = k < 0 ? Double.NEGATIVE_INFINITY : levels[k];
            low[last] = from;
            high[last] = k + 1 < levels.length ? levels[k + 1] : reference[last];
            List<double[]> below =
                    front.stream().filter(point -> point[last] <= from).toList();
            cut(below, reference, last - 1, low, high, boxes);
        }
    }

    /** Those of the points that no other dominates; of equal ones the first. */
    static List<double[]> front(List<double[]> points) {
        List<double[]> front = new ArrayList<>();
        for (double[] point : points) {
            if (front.stream().noneMatch(other -> covers(other, point))) {
                front.removeIf(other -> covers(point, other));
                front.add(point);
            }
        }
        return front;
    }

    private static boolean covers(double[] a, double[] b) {
        for (int k = 0; k < a.length; k++) {
            if (a[k] > b[k]) {
                return false;
            }
        }
        return true;
    }

    /** A corner behind all values: each objective's worst and a tenth of its extent. */
    static double[] reference(List<double[]> values) {
        double[] reference = new double[values.get(0).length];
        Arrays.setAll(reference, k -> {
            double best = values.stream().mapToDouble(v -> v[k]).min().orElse(0);
            double worst = values.stream().mapToDouble(v -> v[k]).max().orElse(0);
            return worst + 0.1 * (worst - best);
        });
        return reference;
    }
}
