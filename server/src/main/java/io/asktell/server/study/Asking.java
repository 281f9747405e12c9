package io.asktell.server.study;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Suggestion;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.space.UnitCube;
import io.asktell.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ask: waiting trials first, overdue leases among them, then new ones while the study has room and its sampler has ideas.
 *
 * @param fixed values the trial must have; a waiting trial, whose values somebody chose already, is then not taken
 * @param leaseSeconds how long the worker has before its next sign of life; absent: as the study says
 */
public record Asking(
        int count,
        @Nullable String worker,
        @Nullable Double leaseSeconds,
        Map<String, @Nullable Object> fixed,
        Caller caller)
        implements Command<List<GivenTrial>> {

    @Override
    public Answer<List<GivenTrial>> decide(Turn turn) {
        return Answer.of(give(turn));
    }

    List<GivenTrial> give(Turn turn) {
        if (turn.tally().status.equals("paused")) {
            throw new ConflictException("study_paused", "The study is paused; set its status to active to go on.");
        }
        if (turn.tally().status.equals("stopped")) {
            throw exhausted("it was stopped");
        }
        double[] wanted = FixedParams.point(turn.space(), fixed, "fixed_params");
        Leases.expireOverdue(turn);
        List<LiveTrial> given = new ArrayList<>();
        if (fixed.isEmpty()) {
            for (var trial : turn.live()) {
                if (trial.state == TrialState.WAITING && given.size() < count) {
                    given.add(start(trial, turn));
                }
            }
        }
        while (given.size() < count
                && room(turn)
                && !turn.definition().sampler().exhausted(ask(turn, turn.tally().nextNumber), turn.history())) {
            given.add(begin(wanted, turn));
        }
        if (given.isEmpty()) {
            throw exhausted(room(turn) ? "each point of its grid was given out" : "max_trials is reached");
        }
        return given.stream().map(trial -> GivenTrial.of(trial, turn)).toList();
    }

    private LiveTrial start(LiveTrial trial, Turn turn) {
        if (!turn.space().contains(trial.point)) { // enqueued with some values only
            trial.point = completed(trial.point, rest(trial.number, turn), turn, trial.number, false);
            trial.spaceVersion = turn.study().spaceVersion();
        }
        return hand(trial, turn);
    }

    /** Suggested values for a trial of the queue; NaN, to be drawn, where the sampler has given out all it has. */
    private static double[] rest(int number, Turn turn) {
        if (turn.definition().sampler().exhausted(ask(turn, number), turn.history())) {
            double[] none = new double[turn.space().size()];
            Arrays.fill(none, Double.NaN);
            return none;
        }
        return suggest(turn, number).parameters().point();
    }

    private LiveTrial begin(double[] wanted, Turn turn) {
        int number = turn.tally().nextNumber;
        var suggestion = suggest(turn, number);
        double[] point = suggestion.parameters().point();
        if (!fixed.isEmpty()) {
            point = completed(wanted, point, turn, number, true);
        }
        String origin = suggestion.origin().name().toLowerCase(Locale.ROOT);
        return hand(turn.add(TrialState.RUNNING, point, null, origin), turn);
    }

    private LiveTrial hand(LiveTrial trial, Turn turn) {
        trial.state = TrialState.RUNNING;
        trial.worker = worker;
        trial.credential = caller.credential();
        trial.grantLease(leaseSeconds == null ? turn.study().leaseSeconds() : leaseSeconds, turn.now());
        turn.changed(trial, StudyEvent.Type.TRIAL_STARTED);
        boolean first = trial.attempt == 1;
        turn.count(meters -> {
            meters.worked(caller.credential(), worker);
            if (first) {
                meters.asks.increment(turn.study().sampler(), trial.origin);
            }
        });
        return trial;
    }

    private static Suggestion suggest(Turn turn, int number) {
        return turn.definition()
                .sampler()
                .suggest(ask(turn, number), turn.history(), Rng.of(turn.study().seed(), number));
    }

    private static Ask ask(Turn turn, int number) {
        return new Ask(turn.space(), turn.definition().directions(), number);
    }

    /**
     * The wanted values, and the suggested ones for the rest; what only the wanted ones activate, and what was not suggested, is drawn
     * at random.
     *
     * @param strict whether to refuse a wanted value whose parameter turns out inactive, rather than leave it out
     */
    private static double[] completed(double[] wanted, double[] suggested, Turn turn, int number, boolean strict) {
        var space = turn.space();
        var random = Rng.of(turn.study().seed(), ~(long) number);
        double[] point = suggested.clone();
        for (int i : space.order()) {
            if (!space.active(i, point)) {
                if (strict && !Double.isNaN(wanted[i])) {
                    throw new InvalidException(
                            "fixed_params." + space.parameter(i).name(),
                            "inactive with the other values; leave it out");
                }
                point[i] = Double.NaN;
            } else if (!Double.isNaN(wanted[i])) {
                point[i] = wanted[i];
            } else if (Double.isNaN(point[i])) {
                point[i] = UnitCube.value(space.distribution(i), random.nextDouble());
            }
        }
        return point;
    }

    static boolean room(Turn turn) {
        Integer max = turn.study().maxTrials();
        return max == null || turn.tally().nextNumber - turn.tally().count(TrialState.FAIL) < max;
    }

    static ConflictException exhausted(String why) {
        return new ConflictException("study_exhausted", "The study has nothing left to ask for: " + why + ".");
    }
}
