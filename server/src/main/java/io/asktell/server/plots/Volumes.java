package io.asktell.server.plots;

import io.asktell.api.plots.ParetoPlot.HypervolumeHistory;
import io.asktell.api.plots.ParetoPlot.HypervolumeStep;
import io.asktell.pareto.Hypervolume;
import io.asktell.study.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the hypervolume of a front grew. Two objectives: exact, trial by trial, shown at up to 200 trials. More: at up to 50, of a front
 * that is thinned out.
 */
final class Volumes {
    private static final int MOST_OBJECTIVES = 6;

    private Volumes() {}

    /** Null where it cannot be told. */
    static @Nullable HypervolumeHistory of(int[] numbers, double[][] losses, List<Direction> directions) {
        int[] finite = IntStream.range(0, numbers.length)
                .filter(i -> Arrays.stream(losses[i]).allMatch(Double::isFinite))
                .toArray();
        if (finite.length == 0 || directions.size() > MOST_OBJECTIVES) {
            return null;
        }
        int[] trials = IntStream.of(finite).map(i -> numbers[i]).toArray();
        double[][] vectors = IntStream.of(finite).mapToObj(i -> losses[i]).toArray(double[][]::new);
        double[] reference = reference(vectors);
        boolean two = reference.length == 2;
        int[] moments = Sample.even(IntStream.range(0, trials.length).toArray(), two ? 200 : 50);
        var sketch = new FrontSketch(sizeFor(reference.length));
        double[] volumes = two ? areas(vectors, reference, moments) : volumes(vectors, reference, moments, sketch);
        List<HypervolumeStep> steps = new ArrayList<>();
        for (int m = 0; m < moments.length; m++) {
            steps.add(new HypervolumeStep(trials[moments[m]], volumes[m]));
        }
        List<Double> inUnits = new ArrayList<>();
        for (int k = 0; k < reference.length; k++) {
            inUnits.add(directions.get(k).loss(reference[k])); // twice negated is as it was
        }
        boolean told =
                Double.isFinite(volumes[volumes.length - 1]) && inUnits.stream().allMatch(Double::isFinite);
        return told ? new HypervolumeHistory(inUnits, !sketch.thinned(), steps) : null;
    }

    /** The more objectives, the dearer is the volume of a front, so the fewer of it are kept. */
    private static int sizeFor(int objectives) {
        return objectives <= 3 ? 100 : objectives == 4 ? 40 : 20;
    }

    static double[] reference(double[][] losses) {
        double[] reference = new double[losses[0].length];
        for (int k = 0; k < reference.length; k++) {
            int objective = k;
            var range = Arrays.stream(losses)
                    .mapToDouble(vector -> vector[objective])
                    .summaryStatistics();
            double margin = 0.1 * (range.getMax() - range.getMin());
            reference[k] = range.getMax() + (margin > 0 ? margin : Math.max(1e-12, 0.1 * Math.abs(range.getMax())));
        }
        return reference;
    }

    private static double[] volumes(double[][] losses, double[] reference, int[] moments, FrontSketch sketch) {
        double[] volumes = new double[moments.length];
        int next = 0;
        for (int m = 0; m < moments.length; m++) {
            while (next <= moments[m]) {
                sketch.add(losses[next++]);
            }
            double volume = Hypervolume.of(sketch.vectors(), reference);
            volumes[m] =
                    m == 0 ? volume : Math.max(volume, volumes[m - 1]); // a thinner front has less, but it was reached
        }
        return volumes;
    }

    private static double[] areas(double[][] losses, double[] reference, int[] moments) {
        double[] areas = new double[moments.length];
        var stairs = new Staircase(reference);
        int next = 0;
        for (int m = 0; m < moments.length; m++) {
            while (next <= moments[m]) {
                stairs.add(losses[next][0], losses[next][1]);
                next++;
            }
            areas[m] = stairs.area;
        }
        return areas;
    }

    /** The front of two losses and the area it dominates; each vector goes in, and out, in logarithmic time. */
    private static final class Staircase {
        private final TreeMap<Double, Double> seconds = new TreeMap<>(); // by their firsts; they descend
        private final double[] reference;
        private double area;

        Staircase(double[] reference) {
            this.reference = reference;
        }

        void add(double first, double second) {
            Map.Entry<Double, Double> left = seconds.floorEntry(first);
            double height = left == null ? reference[1] : left.getValue();
            if (height <= second) {
                return; // dominated, or there already
            }
            double from = first;
            Map.Entry<Double, Double> right = seconds.ceilingEntry(first);
            while (right != null && right.getValue() >= second) {
                area += (right.getKey() - from) * (height - second);
                from = right.getKey();
                height = right.getValue();
                seconds.remove(right.getKey());
                right = seconds.higherEntry(first);
            }
            area += ((right == null ? reference[0] : right.getKey()) - from) * (height - second);
            seconds.put(first, second);
        }
    }
}
