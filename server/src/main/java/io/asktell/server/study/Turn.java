package io.asktell.server.study;

import io.asktell.sampler.Ask;
import io.asktell.server.store.IntermediateRow;
import io.asktell.server.store.StudyRow;
import io.asktell.server.store.TrialRow;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a {@link StudyLedger}: the study as it stands under the lock, and what the commands of this turn changed. A
 * later command of the turn sees what an earlier one did.
 */
final class Turn {
    private static final double NEAR = 1e-4; // of the range of a parameter

    private final StudyState state;
    private final Handle handle;
    private final Tally tally;
    private final Map<Integer, LiveTrial> changed = new LinkedHashMap<>();
    private final Map<Long, IntermediateRow> reported = new LinkedHashMap<>();
    private final List<StudyEvent> events = new ArrayList<>();
    private final List<Consumer<StudyMeters>> counts = new ArrayList<>();

    Turn(StudyState state, Handle handle) {
        this.state = state;
        this.handle = handle;
        tally = new Tally(state.ledger, state.definition.directions(), state::front);
    }

    /** For what belongs into the same transaction but not to the study itself. */
    Handle handle() {
        return handle;
    }

    StudyDefinition definition() {
        return state.definition;
    }

    StudyRow study() {
        return state.definition.row();
    }

    SearchSpace space() {
        return state.definition.space();
    }

    /** The study's history, live: it holds what this turn changed. */
    History history() {
        return state.history;
    }

    Tally tally() {
        return tally;
    }

    /** The database's clock. */
    Instant now() {
        return state.ledger.now();
    }

    /** WAITING and RUNNING trials, by number. A copy: they may change while it is walked. */
    List<LiveTrial> live() {
        return List.copyOf(state.live.values());
    }

    @Nullable
    LiveTrial live(int number) {
        return state.live.get(number);
    }

    /** Whether a trial that waits or is under way has this point, or nearly so. */
    boolean pending(double[] point) {
        return state.live.values().stream().anyMatch(trial -> near(trial.point, point));
    }

    private boolean near(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            var values = space().distribution(i);
            boolean near = Double.isNaN(one[i]) || Double.isNaN(other[i])
                    ? Double.isNaN(one[i]) && Double.isNaN(other[i])
                    : Math.abs(UnitCube.coordinate(values, one[i]) - UnitCube.coordinate(values, other[i])) < NEAR;
            if (!near) {
                return false;
            }
        }
        return true;
    }

    /** Whether the sampler is asked right here for its next suggestion: it is quick, or its seed must be kept to. */
    boolean suggestsItself() {
        return state.seeded || !definition().sampler().slow(nextAsk(), history());
    }

    /** What the sampler is asked for next. */
    Ask nextAsk() {
        return new Ask(space(), definition().directions(), tally.nextNumber);
    }

    @Nullable
    Preparation preparation() {
        return state.preparation;
    }

    /** That of the study; made where there is none. */
    Preparation preparation(Preparations preparations) {
        var preparation = state.preparation;
        if (preparation == null) {
            preparation = preparations.of(state);
            state.preparation = preparation;
        }
        return preparation;
    }

    void prepareNoMore() {
        state.preparation = null;
    }

    /** After the commit: lets the next suggestions be prepared. */
    void prepare() {
        state.prepare(tally.status.equals("active") && Asking.room(this) > 0);
    }

    /** A trial of the next number, to be filled in and then {@link #changed}. */
    LiveTrial add(TrialState as, double[] point, @Nullable String fixedParams, String origin) {
        return new LiveTrial(
                study().id(), tally.nextNumber++, as, study().spaceVersion(), point, fixedParams, origin, now());
    }

    /** Notes that a trial changed (or is new), once all its fields are as they shall be. */
    void changed(LiveTrial trial, StudyEvent.@Nullable Type event) {
        changed(trial, event, Map.of());
    }

    /** Notes a change that came with intermediate values. */
    void changed(LiveTrial trial, StudyEvent.@Nullable Type event, Map<Integer, Double> reports) {
        boolean known = trial.number < state.history.size();
        TrialState before = known ? state.history.state(trial.number) : null;
        long seq = ++tally.seq;
        trial.changedSeq = seq;
        if (event == StudyEvent.Type.TRIAL_STARTED) {
            trial.startedSeq = seq;
            trial.startedAt = now();
        }
        if (trial.state.finished()) {
            trial.finishedSeq = seq;
            if (trial.finishedAt == null) { // an imported trial has its own
                trial.finishedAt = now();
            }
        }
        for (var report : reports.entrySet()) {
            var row = new IntermediateRow(trial.studyId, trial.number, report.getKey(), report.getValue(), seq);
            reported.put((long) trial.number << 32 | (report.getKey() & 0xffffffffL), row);
        }
        Reports kept = known ? state.history.reports(trial.number) : Reports.NONE;
        state.remember(trial, reports.isEmpty() ? kept : kept.with(reports));
        changed.put(trial.number, trial);
        tally.moved(before, trial);
        if (event != null) {
            events.add(new StudyEvent(study().id(), seq, event, trial.number));
        }
    }

    /** Notes that what the study is changed, by writes through {@link #handle}; it is read again before the next turn. */
    void redefined() {
        tally.updatedSeq = ++tally.seq;
        tally.definition++;
        events.add(new StudyEvent(study().id(), tally.seq, StudyEvent.Type.STUDY_UPDATED, -1));
    }

    /** Counts something once it is committed. */
    void count(Consumer<StudyMeters> count) {
        counts.add(count);
    }

    void committed(StudyMeters meters) {
        counts.forEach(count -> count.accept(meters));
    }

    boolean wasRedefined() {
        return tally.definition != state.ledger.definition();
    }

    boolean changedAnything() {
        return tally.seq != state.ledger.seq();
    }

    List<TrialRow> trials() {
        return changed.values().stream().map(LiveTrial::row).toList();
    }

    List<IntermediateRow> reports() {
        return List.copyOf(reported.values());
    }

    List<StudyEvent> events() {
        return events;
    }

    /** Takes over the new ledger, and what is written needs no second write. */
    void written() {
        changed.values().forEach(LiveTrial::written);
        if (changedAnything()) {
            state.ledger = tally.row();
        }
    }
}
