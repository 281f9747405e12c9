package io.asktell.server.plots;

import io.asktell.server.problem.InvalidException;
import io.asktell.server.study.StudySnapshot;
import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The complete trials of a study with a finite value of one objective.
 *
 * @param numbers ascending
 */
record Completed(StudySnapshot study, int objective, int[] numbers) {
    static Completed of(StudySnapshot study, int objective) {
        check(study, objective);
        var history = study.history();
        return new Completed(
                study,
                objective,
                IntStream.range(0, history.size())
                        .filter(n ->
                                history.state(n) == TrialState.COMPLETE && Double.isFinite(history.value(n, objective)))
                        .toArray());
    }

    static void check(StudySnapshot study, int objective) {
        int objectives = study.directions().size();
        if (objective < 0 || objective >= objectives) {
            throw new InvalidException(
                    "objective", "0 to " + (objectives - 1) + ", one per objective, but it is " + objective);
        }
    }

    Completed where(IntPredicate wanted) {
        return new Completed(
                study, objective, IntStream.of(numbers).filter(wanted).toArray());
    }

    Completed having(Axis axis) {
        return where(n -> !Double.isNaN(axis.internal(n)));
    }

    int size() {
        return numbers.length;
    }

    Direction direction() {
        return study.directions().get(objective);
    }

    String directionName() {
        return name(direction());
    }

    static String name(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    double value(int number) {
        return study.history().value(number, objective);
    }

    /** Less is better. */
    double loss(int number) {
        return direction().loss(value(number));
    }

    /** The loss, which of an infeasible trial is infinite. */
    double cost(int number) {
        return feasible(number) ? loss(number) : Double.POSITIVE_INFINITY;
    }

    boolean feasible(int number) {
        return feasible(study.history(), number);
    }

    static boolean feasible(History history, int number) {
        return !(history.violation(number) > 0);
    }

    /** A stable sample with the best trial in it. */
    int[] sample(int count) {
        if (size() <= count) {
            return numbers;
        }
        int[] best = Sample.least(numbers, this::cost, 1);
        return Sample.union(best, Sample.stable(Sample.without(numbers, best), count - best.length));
    }
}
