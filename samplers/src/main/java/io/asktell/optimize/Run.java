package io.asktell.optimize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link Study#optimize}. Trials are asked for, and told, in order: a result that comes early is kept until those before it
 * are told, and each tell is followed by at most one ask. So whatever threads do, the study sees the same sequence of calls.
 */
final class Run {
    private final Study study;
    private final Objectives objectives;
    private final int trials;
    private final int parallelism;
    private final Queue<Turn> ready = new ArrayDeque<>();
    private final Map<Integer, Turn> pending = new HashMap<>(); // asked for and not told, by order
    private final Map<Integer, Outcome> early = new HashMap<>(); // of pending ones, by order
    private int asked;
    private int told;
    private boolean ending;
    private @Nullable Throwable failure;

    Run(Study study, Objectives objectives, int trials, int parallelism) {
        this.study = study;
        this.objectives = objectives;
        this.trials = trials;
        this.parallelism = parallelism;
    }

    /** A trial, and the how-manieth it is of this run. */
    private record Turn(int order, RunningTrial trial) {}

    /** What came of an evaluation: values, or what was thrown. */
    private record Outcome(double[] values, @Nullable Throwable thrown) {}

    void run() {
        synchronized (this) {
            for (int i = 0; i < parallelism; i++) {
                askNext();
            }
        }
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < Math.min(parallelism, trials); i++) {
            var thread = new Thread(this::work, "asktell-optimize-" + i);
            others.add(thread);
            thread.start();
        }
        work();
        joinAll(others);
        tellTheRest();
        rethrow();
    }

    private void work() {
        Optional<Turn> next = take();
        while (next.isPresent()) {
            Turn turn = next.get();
            Outcome outcome;
            try {
                outcome = new Outcome(objectives.evaluate(turn.trial()), null);
            } catch (Throwable thrown) { // passed on to the caller of optimize
                outcome = new Outcome(new double[0], thrown);
            }
            deliver(turn, outcome);
            next = take();
        }
    }

    private synchronized Optional<Turn> take() {
        while (ready.isEmpty() && told < asked) {
            try {
                wait();
            } catch (InterruptedException e) { // what runs ends as it likes; no more begins
                ending = true;
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private synchronized void deliver(Turn turn, Outcome outcome) {
        early.put(turn.order(), outcome);
        while (early.containsKey(told)) {
            tellNext();
            askNext();
        }
        notifyAll();
    }

    private void tellNext() {
        Turn turn = pending.remove(told);
        Outcome outcome = early.remove(told);
        told++;
        if (turn != null) {
            tell(turn.trial(), outcome);
        }
    }

    private void askNext() {
        ending |= study.stopped() || failure != null || asked >= trials;
        if (ending) {
            return;
        }
        try {
            Optional<RunningTrial> next = study.askInOrder();
            ending = next.isEmpty();
            next.map(trial -> new Turn(asked++, trial)).ifPresent(turn -> {
                pending.put(turn.order(), turn);
                ready.add(turn);
            });
        } catch (RuntimeException e) { // the sampler's
            fail(e);
        }
    }

    /** Tells what is left after an interruption: results that came, and trials that nobody evaluates any more, which fail. */
    private synchronized void tellTheRest() {
        while (told < asked) {
            tellNext();
        }
    }

    private void tell(RunningTrial trial, @Nullable Outcome outcome) {
        try {
            if (outcome == null) {
                study.fail(trial);
            } else if (outcome.thrown() == null) {
                study.tell(trial, outcome.values());
            } else if (outcome.thrown() instanceof TrialPrunedException) {
                study.prune(trial);
            } else {
                study.fail(trial);
                fail(outcome.thrown());
            }
        } catch (RuntimeException e) { // a listener's
            fail(e);
        }
    }

    private void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        } else if (failure != thrown) {
            failure.addSuppressed(thrown);
        }
    }

    private static void joinAll(List<Thread> threads) {
        boolean interrupted = Thread.interrupted();
        for (Thread thread : threads) {
            boolean joined = false;
            while (!joined) {
                if (interrupted) {
                    threads.forEach(Thread::interrupt);
                }
                try {
                    thread.join();
                    joined = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("an evaluation failed: " + failure, failure);
        }
    }
}
