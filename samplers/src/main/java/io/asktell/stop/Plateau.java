package io.asktell.stop;

import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.stream.IntStream;

/**
 * Stops when the last so many completed trials, by number, brought no improvement of more than {@code delta} on the best value before
 * them. Trials that violate constraints complete, but improve nothing.
 */
public record Plateau(int trials, double delta) implements StopAdvisor {
    public Plateau {
        if (trials < 1 || !(delta >= 0)) {
            throw new IllegalArgumentException("trials >= 1, delta >= 0, but trials=" + trials + " delta=" + delta);
        }
    }

    @Override
    public StopAdvice advise(SearchSpace space, Direction direction, History history) {
        int[] completed = IntStream.range(0, history.size())
                .filter(n -> history.state(n) == TrialState.COMPLETE)
                .toArray();
        if (completed.length <= trials) {
            return StopAdvice.tooEarly(completed.length, trials + 1);
        }
        double best = Double.POSITIVE_INFINITY; // losses
        double before = Double.POSITIVE_INFINITY;
        for (int j = 0; j < completed.length; j++) {
            if (j == completed.length - trials) {
                before = best;
            }
            double loss = direction.loss(history.value(completed[j], 0));
            if (!(history.violation(completed[j]) > 0) && loss < best) {
                best = loss;
            }
        }
        double gained = best < before ? before - best : 0; // not infinity - infinity
        boolean stop = gained <= delta && best < Double.POSITIVE_INFINITY;
        return new StopAdvice(
                stop, "The last " + trials + " completed trials improved the best value by " + gained + ".", gained);
    }
}
