package io.asktell.server.study;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Suggestion;
import io.asktell.server.problem.UnavailableException;
import io.asktell.server.store.LedgerRow;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suggestions of one study's slow sampler, made beside the asks on a copy of the history. After each transaction that changes what
 * the model sees, the next ones are made; those made before stay until then, in case nobody can wait. A suggestion that is not a
 * trial yet counts as one under way for those made after it, so that all differ.
 */
final class Preparation {
    private static final Logger log = LoggerFactory.getLogger(Preparation.class);
    private static final int MOST_AHEAD = 8;
    private static final SecureRandom SALTS = new SecureRandom();

    private final StudyDefinition definition;
    private final Preparations threads;
    private final Sampler sampler; // this and the history: of the one task that is under way
    private final TrialTable history;
    private final long salt = SALTS.nextLong(); // two servers prepare from the same history
    private long draws;
    private int trials; // in the history
    private int pending; // suggestions in the history, after the trials

    // all others: guarded by this
    private final List<Trial> news = new ArrayList<>();
    private final Deque<Made> ahead = new ArrayDeque<>();
    private final List<Made> handed = new ArrayList<>(); // and perhaps no trials yet
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long seen = -1;
    private int generation;
    private int failed = -1; // the generation for which there is no suggestion
    private int wanted = 1; // by the last ask
    private boolean open = true;
    private boolean working;
    private long lastNanos;
    private int used; // trials begun with suggestions from here; of the ledger's thread alone

    Preparation(StudyState state, Sampler sampler, Preparations threads) {
        definition = state.definition;
        this.sampler = sampler;
        this.threads = threads;
        history = state.history.snapshot();
        trials = history.size();
    }

    /** A suggestion, and which generation of the history it follows from. */
    private record Made(Suggestion suggestion, int generation) {
        double[] point() {
            return suggestion.parameters().point();
        }
    }

    private static final class Waiter {
        final int count;
        final int generation;
        final List<Made> got = new ArrayList<>();

        Waiter(int count, int generation) {
            this.count = count;
            this.generation = generation;
        }

        boolean served() {
            return got.size() >= count;
        }
    }

    /**
     * Takes over what a transaction changed, in its ledger's thread after the commit.
     *
     * @param askable whether further trials may be asked for
     */
    synchronized void follow(List<Trial> changed, LedgerRow ledger, boolean askable) {
        news.addAll(changed);
        open = askable;
        int ended = ledger.complete() + ledger.pruned() + ledger.failed();
        int foreign = ledger.nextNumber() - used; // trials whose points came from elsewhere
        long now = (long) ended << 32 | foreign;
        if (now != seen) {
            seen = now;
            generation++;
        }
        work();
    }

    /** Notes that a suggestion became a trial. */
    void used() {
        used++;
    }

    /**
     * Waits for suggestions that follow from all that is known now. At the deadline it takes those that are there, newest knowledge or
     * not; there may be fewer.
     *
     * @param until of {@link System#nanoTime}
     */
    Supply await(int count, long until) {
        try {
            return new Supply(this, awaited(count, until));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("shutting_down", "The server is shutting down.", 1);
        }
    }

    private synchronized List<Suggestion> awaited(int count, long until) throws InterruptedException {
        wanted = count;
        var waiter = new Waiter(count, generation);
        waiters.add(waiter);
        try {
            serve();
            if (!waiter.served() && lastNanos > threads.deadlineNanos() && ahead.size() >= count) {
                take(waiter); // none would come in time
            }
            work();
            for (long left = until - System.nanoTime();
                    !waiter.served() && failed != generation && left > 0;
                    left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            take(waiter);
        } catch (InterruptedException e) {
            handed.removeAll(waiter.got);
            throw e;
        } finally {
            waiters.remove(waiter);
        }
        return waiter.got.stream().map(Made::suggestion).toList();
    }

    /** They are trials now, or nobody wanted them. */
    synchronized void release(List<Suggestion> suggestions) {
        handed.removeIf(made -> suggestions.contains(made.suggestion));
    }

    private void take(Waiter waiter) {
        while (!waiter.served() && !ahead.isEmpty()) {
            hand(ahead.remove(), waiter);
        }
    }

    private void hand(Made made, Waiter waiter) {
        handed.add(made);
        waiter.got.add(made);
    }

    /** Gives what is made to those that wait, in the order of their asking. */
    private void serve() {
        for (var waiter : waiters) {
            for (var each = ahead.iterator(); each.hasNext() && !waiter.served(); ) {
                var made = each.next();
                if (made.generation >= waiter.generation) {
                    each.remove();
                    hand(made, waiter);
                }
            }
        }
    }

    private void work() {
        if (!working && lacking()) {
            working = true;
            threads.execute(this::makeOne, lastNanos);
        }
    }

    private boolean lacking() {
        return failed != generation
                && (waiters.stream().anyMatch(waiter -> !waiter.served())
                        || open && fresh().size() < Math.min(wanted, MOST_AHEAD));
    }

    private List<Made> fresh() {
        return ahead.stream().filter(made -> made.generation == generation).toList();
    }

    private void makeOne() {
        int follows = catchUp();
        long start = System.nanoTime();
        try {
            var suggestion = suggest();
            made(new Made(suggestion, follows), System.nanoTime() - start);
        } catch (RuntimeException | Error e) {
            log.error(
                    "no suggestions for study {}; they are drawn at random",
                    definition.row().id(),
                    e);
            failed(follows);
        }
    }

    private Suggestion suggest() {
        return sampler.suggest(
                new Ask(definition.space(), definition.directions(), trials + pending), history, Rng.of(salt, ++draws));
    }

    /** Brings the history up to date, and puts behind it as trials under way what is suggested already. */
    private synchronized int catchUp() {
        for (var trial : news) {
            history.put(trial);
            trials = Math.max(trials, trial.number() + 1);
        }
        news.clear();
        List<Made> counting = new ArrayList<>(handed);
        counting.addAll(fresh());
        pending = counting.size();
        for (int k = 0; k < pending; k++) {
            put(trials + k, TrialState.RUNNING, counting.get(k).point());
        }
        double[] nothing = new double[definition.space().size()];
        Arrays.fill(nothing, Double.NaN);
        for (int n = trials + pending; n < history.size(); n++) {
            put(n, TrialState.WAITING, nothing); // what lay here is a trial elsewhere, or forgotten
        }
        return generation;
    }

    @SuppressWarnings("NullAway") // it does not see in class files that a component of type array may be null
    private void put(int number, TrialState state, double[] point) {
        history.put(new Trial(number, state, point, null, null, Reports.NONE));
    }

    private synchronized void made(Made made, long nanos) {
        lastNanos = nanos;
        ahead.removeIf(other -> other.generation < made.generation);
        ahead.add(made);
        again();
    }

    private synchronized void failed(int follows) {
        failed = follows;
        again();
    }

    private void again() {
        serve();
        working = false;
        notifyAll();
        work();
    }
}
