package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.tooleval.target.ModelRequest;
import io.asktell.tooleval.target.TargetModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SuiteRunnerTest {
    private static final ModelResponse SILENT =
            new ModelResponse(List.of(), "ok", FinishReason.STOP, new Usage(10, 2), 5, null);
    private static final ModelResponse CALLING =
            ModelResponse.recorded(List.of(ToolCall.of("f", Suites.object("{}"))), null);

    private static int numberOf(ModelRequest request) {
        var prompt = request.messages().get(0).content();
        return Integer.parseInt(prompt.substring(prompt.indexOf(' ') + 1));
    }

    private static SuiteRun run(TargetModel model, RunOptions options, int cases, RunListener listener)
            throws InterruptedException {
        return new SuiteRunner(model, options).run(Suites.abstaining(cases), Suites.object("{}"), listener);
    }

    @Test
    void run_answersInAnyOrder_tellsThemInOrder() throws InterruptedException {
        var later = new CountDownLatch(3);
        TargetModel model = request -> {
            if (numberOf(request) == 0) {
                later.await(); // the first case is the last to be answered
            } else {
                later.countDown();
            }
            return SILENT;
        };
        var steps = new ArrayList<String>();

        var run = run(
                model,
                RunOptions.defaults().withConcurrency(4).withRepeats(2).withMaxErrorShare(0),
                4,
                (step, result) -> steps.add(step + ":" + result.score().caseId() + "/" + result.repeat()));

        assertThat(steps)
                .containsExactly("0:c0/0", "1:c1/0", "2:c2/0", "3:c3/0", "4:c0/1", "5:c1/1", "6:c2/1", "7:c3/1");
        assertThat(run.total()).isEqualTo(8);
        assertThat(run.passed()).isEqualTo(8);
        assertThat(run.score()).hasValue(1);
        assertThat(run.usage()).isEqualTo(new Usage(80, 16));
        assertThat(run.meanLatencyMs()).hasValue(5);
        assertThat(run.stopped()).isFalse();
        assertThat(run.failure()).isEmpty();
    }

    @Test
    void run_withWeights_weighsTheScoreButNotThePassRate() throws InterruptedException {
        var light = new TestCase("light", List.of(Message.user("p 0")), null, List.of(), null, 1);
        var heavy = new TestCase("heavy", List.of(Message.user("p 1")), null, List.of(), null, 3);
        var suite = new Suite("s", null, null, Matching.STRICT, List.of(), List.of(light, heavy));

        var run = new SuiteRunner(request -> numberOf(request) == 0 ? CALLING : SILENT, RunOptions.defaults())
                .run(suite, Suites.object("{}"), (step, result) -> {});

        assertThat(run.score()).hasValue(0.75);
        assertThat(run.passRate()).hasValue(0.5);
    }

    @Test
    void run_isAsConcurrentAsAllowedAndNoMore() throws InterruptedException {
        var together = new CyclicBarrier(3);
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        TargetModel model = request -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                together.await(10, TimeUnit.SECONDS); // returns only if three are here at once
            } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException(e);
            } finally {
                underWay.decrementAndGet();
            }
            return SILENT;
        };

        assertThat(run(model, RunOptions.defaults().withConcurrency(3), 9, (step, result) -> {})
                        .passed())
                .isEqualTo(9);
        assertThat(most).hasValue(3);
    }

    @Test
    void run_withASeed_givesEachCallItsOwnAndTheSameAgain() throws InterruptedException {
        var options = RunOptions.defaults().withSeed(42).withRepeats(2);

        var first = seeds(options, 5);

        assertThat(new HashSet<>(first)).hasSize(10);
        assertThat(first).allMatch(seed -> seed >= 0 && seed <= Integer.MAX_VALUE);
        assertThat(seeds(options, 5)).isEqualTo(first);
        assertThat(seeds(options.withSeed(43), 5)).doesNotContainAnyElementsOf(first);
    }

    private static List<Long> seeds(RunOptions options, int cases) throws InterruptedException {
        var seeds = ConcurrentHashMap.<Long>newKeySet();
        TargetModel model = request -> {
            seeds.add(request.seed().getAsLong());
            return SILENT;
        };
        run(model, options, cases, (step, result) -> {});
        return seeds.stream().sorted().toList();
    }

    @Test
    void run_modelWithoutSeed_getsNone() throws InterruptedException {
        var seen = ConcurrentHashMap.<Boolean>newKeySet();
        var model = new TargetModel() {
            @Override
            public ModelResponse complete(ModelRequest request) {
                seen.add(request.seed().isPresent());
                return SILENT;
            }

            @Override
            public boolean takesSeed() {
                return false;
            }
        };

        run(model, RunOptions.defaults().withSeed(1), 3, (step, result) -> {});

        assertThat(seen).containsExactly(false);
    }

    @Test
    void run_someProviderErrors_leavesThemOutOfTheScore() throws InterruptedException {
        TargetModel model =
                request -> numberOf(request) < 2 ? ModelResponse.failed("the provider answered 500", 1) : SILENT;

        var run = run(model, RunOptions.defaults(), 10, (step, result) -> {});

        assertThat(run.failure()).isEmpty();
        assertThat(run.errors()).isEqualTo(2);
        assertThat(run.total()).isEqualTo(10);
        assertThat(run.passed()).isEqualTo(8);
        assertThat(run.score()).hasValue(1);
    }

    @Test
    void run_tooManyProviderErrors_failsEarly() throws InterruptedException {
        var calls = new AtomicInteger();
        TargetModel model = request -> {
            calls.incrementAndGet();
            return ModelResponse.failed("the provider answered 401: bad key", 1);
        };

        var run = run(model, RunOptions.defaults().withConcurrency(1), 100, (step, result) -> {});

        assertThat(run.failure()).hasValueSatisfying(why -> assertThat(why).contains("21 of 100", "401"));
        assertThat(run.score()).isEmpty();
        assertThat(calls.get()).isLessThanOrEqualTo(22);
    }

    @Test
    void run_stoppedByTheListener_abortsWhatIsUnderWay() throws InterruptedException {
        var stop = new AtomicBoolean();
        var waiting = new CountDownLatch(1);
        var aborted = new CountDownLatch(1);
        TargetModel model = request -> {
            if (numberOf(request) < 2) {
                return SILENT;
            }
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
                return SILENT;
            } catch (InterruptedException e) {
                aborted.countDown();
                throw e;
            }
        };
        var listener = new RunListener() {
            @Override
            public void onCase(int step, CaseRun result) {
                stop.set(step == 1);
            }

            @Override
            public boolean shouldStop() {
                return stop.get() && waiting.getCount() == 0;
            }
        };

        var run = run(model, RunOptions.defaults().withConcurrency(2), 10, listener);

        assertThat(run.stopped()).isTrue();
        assertThat(run.cases()).extracting(result -> result.score().caseId()).containsExactly("c0", "c1");
        assertThat(aborted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void run_interrupted_throwsAndAborts() throws InterruptedException {
        var aborted = new CountDownLatch(1);
        var runner = Thread.currentThread();
        TargetModel model = request -> {
            runner.interrupt();
            try {
                new CountDownLatch(1).await();
                return SILENT;
            } catch (InterruptedException e) {
                aborted.countDown();
                throw e;
            }
        };

        assertThatThrownBy(() -> run(model, RunOptions.defaults(), 1, (step, result) -> {}))
                .isInstanceOf(InterruptedException.class);
        assertThat(aborted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void toWire_carriesCallsTokensAndError() {
        var score = new CaseScore("c0", Outcome.UNEXPECTED_CALL, false, 0, "why");

        var wire = new CaseRun(1, 1, score, CALLING).toWire();

        assertThat(wire.caseId()).isEqualTo("c0");
        assertThat(wire.repeat()).isEqualTo(1);
        assertThat(wire.outcome()).isEqualTo("unexpected_call");
        assertThat(wire.calls()).isEqualTo(Suites.json("[{'name':'f','arguments':{}}]"));
        assertThat(wire.tokens())
                .isEqualTo(
                        Suites.json("{'prompt_tokens':0,'completion_tokens':0}").deepCopy());
    }
}
