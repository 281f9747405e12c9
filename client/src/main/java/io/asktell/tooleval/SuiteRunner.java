package io.asktell.tooleval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.tooleval.target.TargetModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts every case of a suite to a model. One runner may run several suites at once. */
public final class SuiteRunner {
    private static final long POLL_MILLIS = 100;

    private final TargetModel model;
    private final RunOptions options;

    public SuiteRunner(TargetModel model, RunOptions options) {
        this.model = model;
        this.options = options;
    }

    /**
     * Runs the suite to its end, or until the listener or too many provider errors end it; calls that are under way then are aborted
     * and leave no result.
     *
     * @param parameters the generation parameters of every call, as the model is to get them
     * @throws InterruptedException if this thread is interrupted; calls under way are aborted first
     */
    public SuiteRun run(Suite suite, ObjectNode parameters, RunListener listener) throws InterruptedException {
        return run(suite, parameters, FinishedCases.NONE, listener);
    }

    /** As {@link #run(Suite, ObjectNode, RunListener)}; cases that were finished before are told as they are, and not asked again. */
    public SuiteRun run(Suite suite, ObjectNode parameters, FinishedCases finished, RunListener listener)
            throws InterruptedException {
        var threads = Executors.newFixedThreadPool(options.concurrency(), task -> {
            var thread = new Thread(task, "asktell-suite-runner");
            thread.setDaemon(true);
            return thread;
        });
        try {
            return new Run(suite, parameters, finished, listener, new ExecutorCompletionService<>(threads)).run();
        } finally {
            threads.shutdownNow();
        }
    }

    private record Step(int number, CaseRun result) {}

    /** One run: what is under way, what has come in, what has been told. */
    private final class Run {
        private final Suite suite;
        private final ObjectNode parameters;
        private final FinishedCases finished;
        private final RunListener listener;
        private final CompletionService<Step> calls;
        private final int planned;
        private final List<CaseRun> told = new ArrayList<>();
        private final TreeMap<Integer, CaseRun> early = new TreeMap<>();
        private int errors;

        Run(
                Suite suite,
                ObjectNode parameters,
                FinishedCases finished,
                RunListener listener,
                CompletionService<Step> calls) {
            this.suite = suite;
            this.parameters = parameters;
            this.finished = finished;
            this.listener = listener;
            this.calls = calls;
            this.planned = Math.multiplyExact(suite.cases().size(), options.repeats());
        }

        SuiteRun run() throws InterruptedException {
            int started = 0;
            int underWay = 0;
            while (told.size() < planned) {
                if (listener.shouldStop()) {
                    return end(true, Optional.empty());
                }
                int allowed = (int) Math.min(planned, (told.size() / options.batch() + 1L) * options.batch());
                while (underWay < options.concurrency() && started < allowed) {
                    int number = started++;
                    var known = finished.find(testCase(number), repeat(number));
                    if (known.isPresent()) {
                        early.put(number, known.get());
                        continue;
                    }
                    underWay++;
                    calls.submit(() -> step(number));
                }
                tell();
                var step = underWay == 0 ? null : next();
                if (step != null) {
                    underWay--;
                    take(step);
                    if (errors > options.maxErrorShare() * planned) {
                        return end(false, Optional.of(failure(step.result())));
                    }
                }
            }
            return end(false, Optional.empty());
        }

        private @Nullable Step next() throws InterruptedException {
            try {
                var done = calls.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                return done == null ? null : done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a target model must not throw", e.getCause());
            }
        }

        private TestCase testCase(int number) {
            return suite.cases().get(number % suite.cases().size());
        }

        private int repeat(int number) {
            return options.firstRepeat() + number / suite.cases().size();
        }

        private Step step(int number) throws InterruptedException {
            var testCase = testCase(number);
            int repeat = repeat(number);
            var seed = options.seed().isPresent() && model.takesSeed()
                    ? OptionalLong.of(CaseSeed.of(options.seed().getAsLong(), testCase.id(), repeat))
                    : OptionalLong.empty();
            var answers = new Conversation(model, suite, testCase, parameters, seed).hold();
            var score = CaseScore.ofTurns(Scorer.scoreTurns(suite, testCase, answers));
            var response = answers.stream().reduce(ModelResponse::then).orElseThrow();
            return new Step(number, new CaseRun(repeat, testCase.weight(), score, response));
        }

        private void take(Step step) {
            if (step.result().score().outcome() == Outcome.PROVIDER_ERROR) {
                errors++;
            }
            early.put(step.number(), step.result());
            tell();
        }

        /** Tells what is next in the order of the steps. */
        private void tell() {
            for (var next = early.remove(told.size()); next != null; next = early.remove(told.size())) {
                told.add(next);
                listener.onCase(told.size() - 1, next);
                if (listener.shouldStop()) {
                    return;
                }
            }
        }

        private String failure(CaseRun last) {
            return errors + " of " + planned + " calls got no answer from the provider, the last one: "
                    + last.response().error();
        }

        private SuiteRun end(boolean stopped, Optional<String> failure) {
            var cases = new ArrayList<>(told);
            cases.addAll(early.values());
            return new SuiteRun(cases, planned, stopped, failure);
        }
    }
}
