package io.asktell.server.study;

import io.asktell.study.TrialState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds a waiting trial with some or all of its parameters.
 *
 * @param fixedJson the same parameters, as sent
 * @param skipIfExists whether to answer with a trial that has these values already, rather than add another
 */
public record Enqueuing(Map<String, @Nullable Object> params, String fixedJson, String attrs, boolean skipIfExists)
        implements Command<TrialView> {

    @Override
    public Answer<TrialView> decide(Turn turn) {
        double[] point = FixedParams.point(turn.space(), params, "params");
        int number = skipIfExists ? existing(point, turn) : -1;
        if (number < 0) {
            if (turn.tally().status.equals("stopped")) {
                throw Asking.exhausted("it was stopped");
            }
            if (Asking.room(turn) == 0) {
                throw Asking.exhausted("max_trials is reached");
            }
            var trial = turn.add(TrialState.WAITING, point, fixedJson, "queue");
            trial.addedAttrs = attrs;
            turn.changed(trial, null);
            number = trial.number;
        }
        var reported = turn.history().reports(number);
        return Answer.from(number, row -> new TrialView(turn.study().name(), row, reported, turn.space()));
    }

    private static int existing(double[] point, Turn turn) {
        for (int n = 0; n < turn.history().size(); n++) {
            boolean same = true;
            for (int i = 0; same && i < point.length; i++) {
                same = Double.isNaN(point[i]) || turn.history().parameter(n, i) == point[i];
            }
            if (same) {
                return n;
            }
        }
        return -1;
    }
}
