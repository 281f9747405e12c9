package io.asktell.server.study;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Fallback;
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
        Caller caller) {

    /** How many suggestions it takes that the sampler should not be asked for while the transaction waits. */
    int lacking(Turn turn) {
        begin(turn);
        if (turn.suggestsItself()) {
            turn.prepareNoMore();
            return 0;
        }
        List<LiveTrial> taken = waiting(turn);
        int partial = (int)
                taken.stream().filter(t -> !turn.space().contains(t.point)).count();
        return partial + Math.min(count - taken.size(), room(turn));
    }

    /** @param supply the suggestions that were lacking; absent where none were */
    List<GivenTrial> give(Turn turn, @Nullable Supply supply) {
        double[] wanted = begin(turn);
        List<LiveTrial> given = new ArrayList<>();
        for (var trial : waiting(turn)) {
            given.add(start(trial, turn, supply));
        }
        while (given.size() < count
                && room(turn) > 0
                && !turn.definition().sampler().exhausted(turn.nextAsk(), turn.history())) {
            given.add(start(wanted, turn, supply));
        }
        if (given.isEmpty()) {
            throw exhausted(room(turn) > 0 ? "each point of its grid was given out" : "max_trials is reached");
        }
        return given.stream().map(trial -> GivenTrial.of(trial, turn)).toList();
    }

    /** Refuses what cannot be granted, and has overdue trials wait again; returns the values that the trials must have. */
    private double[] begin(Turn turn) {
        if (turn.tally().status.equals("paused")) {
            throw new ConflictException("study_paused", "The study is paused; set its status to active to go on.");
        }
        if (turn.tally().status.equals("stopped")) {
            throw exhausted("it was stopped");
        }
        double[] wanted = FixedParams.point(turn.space(), fixed, "fixed_params");
        Leases.expireOverdue(turn);
        return wanted;
    }

    /** Those of the queue that this ask gets. */
    private List<LiveTrial> waiting(Turn turn) {
        return turn.live().stream()
                .filter(trial -> fixed.isEmpty() && trial.state == TrialState.WAITING)
                .limit(count)
                .toList();
    }

    private LiveTrial start(LiveTrial trial, Turn turn, @Nullable Supply supply) {
        if (!turn.space().contains(trial.point)) { // enqueued with some values only
            trial.point = completed(trial.point, rest(trial.number, turn, supply), turn, trial.number, false);
            trial.spaceVersion = turn.study().spaceVersion();
        }
        return hand(trial, turn);
    }

    /** Suggested values for a trial of the queue; NaN, to be drawn, where the sampler has given out all it has. */
    private static double[] rest(int number, Turn turn, @Nullable Supply supply) {
        if (turn.definition().sampler().exhausted(ask(turn, number), turn.history())) {
            double[] none = new double[turn.space().size()];
            Arrays.fill(none, Double.NaN);
            return none;
        }
        return suggest(turn, number, supply).parameters().point();
    }

    private LiveTrial start(double[] wanted, Turn turn, @Nullable Supply supply) {
        int number = turn.tally().nextNumber;
        var suggestion = suggest(turn, number, supply);
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

    private static Suggestion suggest(Turn turn, int number, @Nullable Supply supply) {
        var random = Rng.of(turn.study().seed(), number);
        if (supply == null || turn.suggestsItself()) {
            return turn.definition().sampler().suggest(ask(turn, number), turn.history(), random);
        }
        return supply.next(turn).orElseGet(() -> Fallback.draw(turn.space(), random));
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

    /** How many new trials the study may have. */
    static int room(Turn turn) {
        Integer max = turn.study().maxTrials();
        int counted = turn.tally().nextNumber - turn.tally().count(TrialState.FAIL);
        return max == null ? Integer.MAX_VALUE : Math.max(0, max - counted);
    }

    static ConflictException exhausted(String why) {
        return new ConflictException("study_exhausted", "The study has nothing left to ask for: " + why + ".");
    }
}
