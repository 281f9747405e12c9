package io.asktell.server.plots;

import io.asktell.api.Score;
import io.asktell.api.plots.ParetoPlot;
import io.asktell.api.plots.ParetoPlot.ParetoPoint;
import io.asktell.pareto.Pareto;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.study.StudySnapshot;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Several objectives against each other: the front, and what it dominates. */
public final class Fronts {
    /** So many vectors of three and more objectives are compared with each other in well under a second. */
    private static final int MOST_COMPARED = 10_000;

    private static final int SKETCH = 100;

    private final StudySnapshot study;
    private final int[] complete;
    private final int[] feasible;
    private final double[][] losses; // of the feasible ones
    private final double[] ideal;
    private final double[] range;

    private Fronts(StudySnapshot study) {
        this.study = study;
        var history = study.history();
        complete = IntStream.range(0, history.size())
                .filter(n -> history.state(n) == TrialState.COMPLETE)
                .toArray();
        feasible = IntStream.of(complete)
                .filter(n -> Completed.feasible(history, n))
                .toArray();
        losses = IntStream.of(feasible).mapToObj(this::losses).toArray(double[][]::new);
        ideal = new double[study.directions().size()];
        range = new double[ideal.length];
        for (int k = 0; k < ideal.length; k++) {
            int objective = k;
            var finite = Arrays.stream(losses)
                    .mapToDouble(vector -> vector[objective])
                    .filter(Double::isFinite)
                    .summaryStatistics();
            ideal[k] = finite.getMin();
            range[k] = Math.max(Double.MIN_NORMAL, finite.getMax() - finite.getMin());
        }
    }

    public static ParetoPlot of(StudySnapshot study, int points) {
        if (study.directions().size() == 1) {
            throw new MalformedException(
                    "not_multi_objective", "The study has one objective, so it has no Pareto front; plot its history.");
        }
        return new Fronts(study).plot(points);
    }

    private ParetoPlot plot(int points) {
        int[] compared = undecided();
        boolean exact = compared.length <= MOST_COMPARED || ideal.length == 2;
        int[] some = exact ? compared : Sample.stable(compared, MOST_COMPARED);
        double[][] vectors = IntStream.of(some).mapToObj(i -> losses[i]).toArray(double[][]::new);
        int[] front =
                Arrays.stream(Pareto.front(vectors)).map(i -> feasible[some[i]]).toArray();
        int[] shownFront = loneliest(front, (points + 1) / 2);
        int[] dominated =
                Sample.leastAndOthers(Sample.without(complete, front), this::badness, points - shownFront.length);
        return new ParetoPlot(
                study.version(),
                study.history().size(),
                complete.length,
                shownFront.length + dominated.length,
                study.directions().stream().map(Completed::name).toList(),
                points(shownFront, Comparator.comparingDouble(n -> losses(n)[0])),
                front.length,
                exact,
                points(dominated, Comparator.comparingDouble(this::badness)),
                Volumes.of(feasible, losses, study.directions()));
    }

    /** The positions of vectors that may be on the front; with three and more objectives, a few good ones rule out most. */
    private int[] undecided() {
        var all = IntStream.range(0, losses.length);
        if (ideal.length == 2 || losses.length <= MOST_COMPARED) {
            return all.toArray();
        }
        var sketch = new FrontSketch(SKETCH);
        for (double[] vector : losses) {
            sketch.add(vector);
        }
        return all.filter(i -> !sketch.dominates(losses[i])).toArray();
    }

    private int[] loneliest(int[] front, int count) {
        if (front.length <= count) {
            return front;
        }
        double[] distances =
                Pareto.crowding(IntStream.of(front).mapToObj(this::losses).toArray(double[][]::new));
        return Sample.least(front, n -> -distances[Arrays.binarySearch(front, n)], count);
    }

    private List<ParetoPoint> points(int[] numbers, Comparator<Integer> order) {
        return IntStream.of(numbers)
                .boxed()
                .sorted(order)
                .map(n -> new ParetoPoint(
                        n,
                        IntStream.range(0, ideal.length)
                                .mapToObj(k -> new Score(study.history().value(n, k)))
                                .toList(),
                        Completed.feasible(study.history(), n)))
                .toList();
    }

    private double[] losses(int number) {
        double[] vector = new double[study.directions().size()];
        Arrays.setAll(
                vector, k -> study.directions().get(k).loss(study.history().value(number, k)));
        return vector;
    }

    /** How far from the best of every objective, in parts of their ranges; infeasible trials are behind all others. */
    private double badness(int number) {
        if (!Completed.feasible(study.history(), number)) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        double[] vector = losses(number);
        for (int k = 0; k < vector.length; k++) {
            sum += Math.max(0, (vector[k] - ideal[k]) / range[k]);
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }
}
