package io.asktell.server.faults;

import io.asktell.server.faults.Call.Kind;
import io.asktell.server.faults.Violation.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Finds what a history shows to be wrong, and only what no order of events within the calls' times could explain. Tells must have
 * values by which they can be told apart.
 */
final class HistoryChecker {
    /** What clocks may differ, that of the database, which decides on leases, and the recorder's. */
    private static final long TOLERANCE = 250_000_000;

    /** The trial that an idempotency key got, by the earliest of its answers. */
    private record Grant(String key, String worker, Seen trial, long start, long end) {}

    private final FinalStudy study;
    private final List<Call> calls;
    private final List<Violation> found = new ArrayList<>();
    private final Map<Integer, Seen> ends = new TreeMap<>();
    private final Map<Integer, List<Grant>> grants = new TreeMap<>();

    private HistoryChecker(List<Call> calls, FinalStudy study) {
        this.study = study;
        this.calls = calls.stream()
                .filter(call -> call.study().equals(study.name()))
                .sorted(Comparator.comparingLong(Call::start))
                .toList();
        study.trials().forEach(trial -> ends.put(trial.number(), trial));
    }

    static List<Violation> check(List<Call> calls, List<FinalStudy> studies) {
        List<Violation> found = new ArrayList<>();
        for (var study : studies) {
            found.addAll(new HistoryChecker(calls, study).check());
        }
        return found;
    }

    private List<Violation> check() {
        collectGrants();
        checkNumbers();
        checkOrder();
        checkParams();
        checkCells();
        Map<Integer, List<Call>> byTrial = new TreeMap<>();
        ends.keySet().forEach(number -> byTrial.put(number, new ArrayList<>()));
        calls.stream()
                .filter(call -> call.number() >= 0)
                .forEach(call -> byTrial.computeIfAbsent(call.number(), n -> new ArrayList<>())
                        .add(call));
        byTrial.forEach((number, about) -> {
            checkTells(number, about);
            checkDirection(number, about);
            checkTokens(number, about);
        });
        grants.forEach((number, given) -> checkLeases(number, given, byTrial.getOrDefault(number, List.of())));
        return found;
    }

    private void report(Fault fault, int trial, String explanation) {
        found.add(new Violation(fault, study.name(), trial, explanation));
    }

    private void collectGrants() {
        Map<String, List<Call>> byKey = new LinkedHashMap<>();
        calls.stream()
                .filter(call -> call.is(Kind.ASK))
                .forEach(call -> byKey.computeIfAbsent(Objects.requireNonNull(call.key()), k -> new ArrayList<>())
                        .add(call));
        byKey.forEach((key, asks) -> {
            var answered = asks.stream()
                    .filter(Call::done)
                    .sorted(Comparator.comparingLong(Call::end))
                    .toList();
            if (answered.isEmpty()) {
                return;
            }
            var first = answered.get(0);
            var trial = Objects.requireNonNull(first.seen());
            for (var ask : answered) {
                if (!trial.equals(ask.seen())) {
                    report(Fault.TWO_ANSWERS, trial.number(), "key " + key + " got " + trial + " and " + ask.seen());
                    return;
                }
            }
            grants.computeIfAbsent(trial.number(), n -> new ArrayList<>())
                    .add(new Grant(key, first.worker(), trial, asks.get(0).start(), first.end()));
        });
        grants.values().forEach(given -> given.sort(Comparator.comparingInt(grant -> grant.trial.attempt())));
    }

    private void checkNumbers() {
        int next = 0;
        for (int number : ends.keySet()) {
            while (next < number) {
                report(Fault.GAP, next++, "there is no such trial, but there is " + number);
            }
            next++;
        }
        int count = next;
        grants.forEach((number, given) -> {
            if (number >= count) {
                report(Fault.GAP, number, "was given to " + given.get(0).worker + " and is not there");
            }
            for (int i = 1; i < given.size(); i++) {
                var one = given.get(i - 1);
                var other = given.get(i);
                if (one.trial.attempt() == other.trial.attempt()) {
                    report(
                            Fault.DOUBLE_NUMBER,
                            number,
                            "attempt " + one.trial.attempt() + " was given to " + one + " and to " + other);
                }
            }
        });
    }

    /** First attempts: who asked after another was answered gets a higher number. */
    private void checkOrder() {
        List<Grant> first = grants.values().stream()
                .map(given -> given.get(0))
                .filter(grant -> grant.trial.attempt() == 1)
                .toList();
        List<Grant> byStart =
                first.stream().sorted(Comparator.comparingLong(Grant::start)).toList();
        List<Grant> byEnd =
                first.stream().sorted(Comparator.comparingLong(Grant::end)).toList();
        int ended = 0;
        int highest = -1;
        for (var grant : byStart) {
            while (ended < byEnd.size() && byEnd.get(ended).end < grant.start) {
                highest = Math.max(highest, byEnd.get(ended++).trial.number());
            }
            if (grant.trial.number() < highest) {
                report(Fault.NUMBER_ORDER, grant.trial.number(), "was given out after " + highest);
            }
        }
    }

    private void checkParams() {
        grants.forEach((number, given) -> {
            var end = ends.get(number);
            var params = end == null ? given.get(0).trial.params() : end.params();
            for (var grant : given) {
                if (!grant.trial.params().equals(params)) {
                    report(
                            Fault.CHANGED_PARAMS,
                            number,
                            grant.worker + " got " + grant.trial.params() + " and others have " + params);
                }
            }
        });
    }

    private void checkCells() {
        if (study.cells() == 0) {
            return;
        }
        Map<String, Integer> cells = new HashMap<>();
        ends.forEach((number, trial) -> {
            Integer other = cells.putIfAbsent(trial.params(), number);
            if (other != null) {
                report(Fault.CELL_TWICE, number, trial.params() + " is also trial " + other);
            }
        });
        boolean exhausted = calls.stream().anyMatch(call -> "study_exhausted".equals(call.refusal()));
        if (exhausted && cells.size() < study.cells()) {
            report(Fault.CELL_MISSING, -1, cells.size() + " of " + study.cells() + " cells were given out");
        }
    }

    private void checkTells(int number, List<Call> about) {
        var end = ends.get(number);
        boolean known = false;
        for (var call : about) {
            if (!call.is(Kind.TELL)) {
                continue;
            }
            boolean holds = end != null && end.state().equals("COMPLETE") && Objects.equals(end.value(), call.value());
            if (call.done() && !holds) {
                report(Fault.LOST_TELL, number, call + " was acknowledged, and in the end there is " + end);
            }
            known |= holds && call.outcome() != Call.Outcome.REFUSED;
        }
        if (end != null && end.value() != null && !known) {
            report(Fault.UNTOLD_VALUE, number, end.value() + " was told by nobody, or refused");
        }
    }

    /** What was seen finished stays as it is. */
    private void checkDirection(int number, List<Call> about) {
        List<Call> looks = about.stream()
                .filter(call -> call.seen() != null && !call.is(Kind.HEARTBEAT))
                .toList();
        for (var look : looks) {
            var before = Objects.requireNonNull(look.seen());
            for (var later : looks) {
                var after = Objects.requireNonNull(later.seen());
                if (later.is(Kind.READ) && look.end() < later.start() && backwards(before, after)) {
                    report(Fault.BACKWARDS, number, "was " + before + " and then " + after);
                }
            }
            var end = ends.get(number);
            if (look.is(Kind.READ) && (end == null || backwards(before, end))) {
                report(Fault.BACKWARDS, number, "was " + before + " and is in the end " + end);
            }
            for (var grant : grants.getOrDefault(number, List.of())) {
                if (before.finished() && look.end() < grant.start) {
                    report(Fault.BACKWARDS, number, "was " + before + " and then given to " + grant);
                }
            }
        }
    }

    private static boolean backwards(Seen before, Seen after) {
        return before.finished()
                ? !(before.state().equals(after.state()) && Objects.equals(before.value(), after.value()))
                : after.given() < before.given();
    }

    /** Who is answered with a token that another's has replaced. */
    private void checkTokens(int number, List<Call> about) {
        for (var call : about) {
            if (!call.done() || call.token() == null) {
                continue;
            }
            for (var grant : grants.getOrDefault(number, List.of())) {
                if (grant.end < call.start()
                        && !call.token().equals(grant.trial.token())
                        && attempt(number, call.token()) < grant.trial.attempt()) {
                    report(Fault.STALE_TOKEN, number, call + " was accepted after " + grant);
                }
            }
        }
    }

    private int attempt(int number, String token) {
        return grants.getOrDefault(number, List.of()).stream()
                .filter(grant -> token.equals(grant.trial.token()))
                .mapToInt(grant -> grant.trial.attempt())
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    /** A lease lasts at least from the start of the ask, or of an acknowledged heartbeat, for its length. */
    private void checkLeases(int number, List<Grant> given, List<Call> about) {
        if (study.leaseSeconds() == 0) {
            return;
        }
        long length = (long) (study.leaseSeconds() * 1e9);
        for (int i = 1; i < given.size(); i++) {
            var one = given.get(i - 1);
            var next = given.get(i);
            if (one.trial.attempt() == next.trial.attempt()) {
                continue; // reported as a double number
            }
            long held = about.stream()
                    .filter(call -> call.is(Kind.HEARTBEAT) && call.done() && call.end() < next.start)
                    .filter(call -> Objects.equals(call.token(), one.trial.token()))
                    .mapToLong(Call::start)
                    .reduce(one.start, Math::max);
            if (next.end < held + length - TOLERANCE) {
                report(Fault.TWO_LEASES, number, "was given to " + one + ", renewed at " + held + ", and to " + next);
            }
        }
    }
}
