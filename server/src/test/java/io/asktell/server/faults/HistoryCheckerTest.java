package io.asktell.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.faults.Violation.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A sound history passes; with one fault put into it, exactly that is found. */
class HistoryCheckerTest {
    private static final double LEASE = 10;

    private final List<Call> calls = new ArrayList<>();
    private final List<Seen> ends = new ArrayList<>();
    private int ids;

    HistoryCheckerTest() {
        ask("a", "k0", 0, 1, given(0, 1, "t0"));
        ask("a", "k0", 2, 3, given(0, 1, "t0")); // the same once more
        tell("a", 0, 0.5, "t0", 4, 5, true);
        tell("a", 0, 0.5, "t0", 30, 31, true); // late and twice
        read(0, 6, 7, told(0, 1, 0.5));

        ask("b", "k1", 2, 3, given(1, 1, "t1"));
        heartbeat("b", 1, "t1", 8, 9, true);
        ask("c", "k2", 18.5, 19, given(1, 2, "t2")); // b's lease is over
        heartbeat("b", 1, "t1", 20, 21, false);
        tell("b", 1, 1.5, "t1", 22, 23, false);
        tell("c", 1, 2.5, "t2", 24, 25, true);
        read(1, 26, 27, told(1, 2, 2.5));

        calls.add(Call.ask(id(), "d", "s", "k3", at(4)).unknown("connection reset"));
        ask("d", "k3", 6, 7, given(2, 1, "t3"));
        read(2, 8, 9, given(2, 1, "t3"));
        calls.add(Call.tell(id(), "d", "s", 2, 3.5, "t3", at(9)).unknown("connection reset")); // happened all the same
        ask("d", "k4", 8, 9, given(3, 1, "t4")); // and never told
        calls.add(Call.ask(id(), "d", "s", "k5", at(40)).refused(at(41), "study_exhausted"));

        ends.add(told(0, 1, 0.5));
        ends.add(told(1, 2, 2.5));
        ends.add(told(2, 1, 3.5));
        ends.add(new Seen(3, "FAIL", null, cell(3), 3, null));
    }

    @Test
    void soundHistory_passes() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void acknowledgedTell_ofATrialThatRunsInTheEnd_isLost() {
        tell("d", 3, 9, "t4", 10, 11, true);

        assertOnly(Fault.LOST_TELL, 3);
    }

    @Test
    void acknowledgedTell_whoseValueIsAnotherInTheEnd_isLost() {
        ends.set(0, told(0, 1, 0.25));
        calls.removeIf(call -> call.is(Call.Kind.READ) && call.number() == 0);
        calls.add(Call.tell(id(), "x", "s", 0, 0.25, null, at(12)).unknown("no answer"));

        assertThat(violations()).isNotEmpty().allMatch(v -> v.fault() == Fault.LOST_TELL && v.trial() == 0);
    }

    @Test
    void value_thatNobodyTold_isFound() {
        ends.set(3, told(3, 1, 7));

        assertOnly(Fault.UNTOLD_VALUE, 3);
    }

    @Test
    void value_ofARefusedTell_isFound() {
        ends.set(3, told(3, 1, 7));
        tell("d", 3, 7, "t4", 10, 11, false);

        assertOnly(Fault.UNTOLD_VALUE, 3);
    }

    @Test
    void sameAttempt_givenToTwoAsks_isADoubleNumber() {
        ask("e", "k9", 9, 10, given(3, 1, "t9"));

        assertOnly(Fault.DOUBLE_NUMBER, 3);
    }

    @Test
    void numberThatNoTrialHas_isAGap() {
        ends.add(new Seen(5, "RUNNING", null, cell(5), 1, null));

        assertOnly(Fault.GAP, 4);
    }

    @Test
    void trialGivenOut_thatIsNotThere_isAGap() {
        ask("e", "k9", 50, 51, given(4, 1, "t9"));

        assertOnly(Fault.GAP, 4);
    }

    @Test
    void lowerNumber_afterAHigherOne_isFound() {
        replace(
                "k0",
                call -> new Call(
                        call.id(),
                        call.worker(),
                        call.kind(),
                        "s",
                        "k0",
                        -1,
                        null,
                        null,
                        at(3.5),
                        at(3.9),
                        call.outcome(),
                        null,
                        call.seen()));

        assertOnly(Fault.NUMBER_ORDER, 0);
    }

    @Test
    void cell_ofTwoTrials_isFound() {
        ends.set(3, new Seen(3, "FAIL", null, cell(0), 3, null));
        replace("k4", call -> call.done(call.end(), new Seen(3, "RUNNING", null, cell(0), 1, "t4")));
        calls.removeIf(call -> "study_exhausted".equals(call.refusal()));

        assertOnly(Fault.CELL_TWICE, 3);
    }

    @Test
    void cell_leftOverByAnExhaustedGrid_isFound() {
        ends.remove(3);
        calls.removeIf(call -> "k4".equals(call.key()));

        assertOnly(Fault.CELL_MISSING, -1);
    }

    @Test
    void params_thatTheTrialDoesNotHaveInTheEnd_areFound() {
        replace("k4", call -> call.done(call.end(), new Seen(3, "RUNNING", null, "{x=9}", 1, "t4")));

        assertOnly(Fault.CHANGED_PARAMS, 3);
    }

    @Test
    void trialThatIsFinishedAndThenNot_goesBackwards() {
        read(0, 8, 9, given(0, 1, "t0"));

        assertThat(violations()).isNotEmpty().allMatch(v -> v.fault() == Fault.BACKWARDS && v.trial() == 0);
    }

    @Test
    void trialSeenOnItsSecondAttemptAndThenOnItsFirst_goesBackwards() {
        read(1, 20, 21, given(1, 2, "t2"));
        read(1, 22, 23, given(1, 1, "t1"));

        assertOnly(Fault.BACKWARDS, 1);
    }

    @Test
    void trialGivenOut_afterItsTellWasAcknowledged_goesBackwards() {
        ask("e", "k9", 35, 36, given(0, 2, "t9"));
        calls.removeIf(call -> call.is(Call.Kind.TELL) && call.number() == 0 && call.start() > at(20));
        calls.removeIf(call -> call.is(Call.Kind.READ) && call.number() == 0);

        assertOnly(Fault.BACKWARDS, 0);
    }

    @Test
    void trialGivenOut_whileAHeartbeatHoldsTheLease_isHeldTwice() {
        heartbeat("b", 1, "t1", 10, 11, true);

        assertOnly(Fault.TWO_LEASES, 1);
    }

    @Test
    void trialGivenOut_beforeTheLeaseOfTheAskIsOver_isHeldTwice() {
        ask("e", "k9", 12, 13, given(3, 2, "t9"));

        assertOnly(Fault.TWO_LEASES, 3);
    }

    @Test
    void trialGivenOut_afterTheLeaseOfTheAskIsOver_isFine() {
        ask("e", "k9", 18.5, 19, given(3, 2, "t9"));

        assertThat(violations()).isEmpty();
    }

    @Test
    void key_thatGotTwoTrials_isFound() {
        ask("d", "k3", 8, 9, given(3, 1, "t4"));

        assertOnly(Fault.TWO_ANSWERS, 2);
    }

    @Test
    void tellWithTheTokenOfAnEarlierLease_acknowledged_isStale() {
        calls.removeIf(call -> call.number() == 1 && call.start() > at(19));
        tell("b", 1, 1.5, "t1", 22, 23, true);
        tell("c", 1, 2.5, "t2", 24, 25, false);
        ends.set(1, told(1, 2, 1.5));

        assertOnly(Fault.STALE_TOKEN, 1);
    }

    @Test
    void heartbeatWithTheTokenOfAnEarlierLease_acknowledged_isStale() {
        heartbeat("b", 1, "t1", 21, 22, true);

        assertOnly(Fault.STALE_TOKEN, 1);
    }

    private List<Violation> violations() {
        return HistoryChecker.check(calls, List.of(new FinalStudy("s", LEASE, 4, ends)));
    }

    private void assertOnly(Fault fault, int trial) {
        assertThat(violations()).singleElement().satisfies(violation -> {
            assertThat(violation.fault()).isEqualTo(fault);
            assertThat(violation.trial()).isEqualTo(trial);
        });
    }

    private void replace(String key, UnaryOperator<Call> change) {
        calls.replaceAll(call -> key.equals(call.key()) && call.done() ? change.apply(call) : call);
    }

    private void ask(String worker, String key, double start, double end, Seen seen) {
        calls.add(Call.ask(id(), worker, "s", key, at(start)).done(at(end), seen));
    }

    private void tell(
            String worker, int number, double value, @Nullable String token, double start, double end, boolean taken) {
        var call = Call.tell(id(), worker, "s", number, value, token, at(start));
        calls.add(taken ? call.done(at(end), told(number, 1, value)) : call.refused(at(end), "lease_lost"));
    }

    private void heartbeat(String worker, int number, String token, double start, double end, boolean taken) {
        var call = Call.heartbeat(id(), worker, "s", number, token, at(start));
        calls.add(taken ? call.done(at(end), null) : call.refused(at(end), "lease_lost"));
    }

    private void read(int number, double start, double end, Seen seen) {
        calls.add(Call.read(id(), "r", "s", number, at(start)).done(at(end), seen));
    }

    private static Seen given(int number, int attempt, String token) {
        return new Seen(number, "RUNNING", null, cell(number), attempt, token);
    }

    private static Seen told(int number, int attempt, double value) {
        return new Seen(number, "COMPLETE", value, cell(number), attempt, null);
    }

    private static String cell(int number) {
        return "{x=" + number + "}";
    }

    private String id() {
        return "call-" + ids++;
    }

    private static long at(double seconds) {
        return (long) (seconds * 1e9);
    }
}
