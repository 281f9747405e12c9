package io.asktell.importance;

import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.History;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Says how much each parameter mattered. The same arguments give the same answer. */
public interface ImportanceEvaluator {
    /**
     * Returns a share per parameter, greatest first, ties in the order of the space; none is negative, and all sum to 1. Where no
     * parameter mattered, all are equal.
     *
     * @param target what is to be explained, by trial number, as a loss: less is better, to those evaluators that care; asked for
     *     completed trials only, which do not count if it is not finite
     * @throws IllegalArgumentException if fewer than two trials count
     */
    Map<String, Double> evaluate(SearchSpace space, History history, IntToDoubleFunction target);

    /** Explains the values of an objective. */
    default Map<String, Double> evaluate(SearchSpace space, History history, Direction direction, int objective) {
        return evaluate(space, history, number -> direction.loss(history.value(number, objective)));
    }
}
