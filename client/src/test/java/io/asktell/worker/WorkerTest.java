package io.asktell.worker;

import static io.asktell.worker.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.client.ForbiddenException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads and real time, of which none is waited for. */
@Timeout(60)
final class WorkerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeServer server = new FakeServer();

    private Worker worker(WorkerOptions options) {
        return new Worker(options, server, new RealTime("test", options.slots()), time -> server);
    }

    private FakeServer trial(Work.Evaluation evaluation) {
        return server.trialWithoutLease(new ManualTime(), evaluation);
    }

    @Test
    void slots_evaluateAtTheSameTime() throws Exception {
        var together = new CyclicBarrier(3);
        for (int i = 0; i < 3; i++) {
            trial(trial -> {
                together.await(30, TimeUnit.SECONDS);
                return TrialResult.of(1);
            });
        }

        try (var worker = worker(WorkerOptions.defaults().withSlots(3))) {
            worker.start();
            assertThat(worker.awaitTermination(LONG)).isTrue();
        }

        assertThat(server.told).hasSize(3);
    }

    @Test
    void slots_thatAreBusy_doNotAsk() throws Exception {
        var running = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            trial(trial -> {
                running.countDown();
                go.await();
                return TrialResult.of(1);
            });
        }
        var worker = worker(WorkerOptions.defaults().withSlots(2));

        worker.start();
        running.await();
        assertThat(server.calls).containsExactly("ask", "ask");
        go.countDown();

        assertThat(worker.awaitTermination(LONG)).isTrue();
        assertThat(server.told).hasSize(5);
    }

    @Test
    void start_twice_startsOnce() throws Exception {
        trial(trial -> TrialResult.of(1));
        var worker = worker(WorkerOptions.defaults());

        worker.start();
        worker.start();

        assertThat(worker.awaitTermination(LONG)).isTrue();
        worker.start();
        assertThat(server.calls).containsExactly("ask", "tell 0", "ask");
    }

    @Test
    void shutdown_finishesWhatItHolds() throws Exception {
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        trial(trial -> {
            running.countDown();
            go.await();
            return TrialResult.of(1);
        });
        trial(trial -> TrialResult.of(2));
        var worker = worker(WorkerOptions.defaults());

        worker.start();
        running.await();
        worker.shutdown();
        worker.shutdown();
        assertThat(worker.awaitTermination(Duration.ofMillis(1))).isFalse();
        go.countDown();

        assertThat(worker.awaitTermination(LONG)).isTrue();
        assertThat(server.calls).containsExactly("ask", "tell 0");
    }

    @Test
    void shutdownNow_interruptsAndFailsWhatItHolds() throws Exception {
        var running = new CountDownLatch(1);
        trial(trial -> {
            running.countDown();
            new CountDownLatch(1).await();
            return TrialResult.of(1);
        });
        var worker = worker(WorkerOptions.defaults());

        worker.start();
        running.await();
        worker.shutdownNow();

        assertThat(worker.awaitTermination(LONG)).isTrue();
        assertThat(server.calls).containsExactly("ask", "fail 0");
        assertThat(server.failed.get(0).reason()).isEqualTo("the worker was stopped");
        assertThat(worker.failure()).isEmpty();
    }

    @Test
    void shutdown_whileItPolls_endsTheWait() throws Exception {
        var asked = new CountDownLatch(1);
        server.onNext.add(asked::countDown);
        server.nothing();
        var worker = worker(WorkerOptions.defaults().withPollInterval(Duration.ofHours(1)));

        worker.start();
        asked.await();
        worker.shutdown();

        assertThat(worker.awaitTermination(LONG)).isTrue();
    }

    @Test
    void shutdown_beforeTheStart_isTheEnd() throws Exception {
        var worker = worker(WorkerOptions.defaults().withSlots(2));

        worker.shutdown();
        worker.start();

        assertThat(worker.awaitTermination(Duration.ZERO)).isTrue();
        assertThat(server.calls).isEmpty();
    }

    @Test
    void refusal_ofOneSlot_endsTheWorkerAndIsKept() throws Exception {
        server.onNext.add(() -> {
            throw new ForbiddenException(problem(403, "forbidden"));
        });
        var worker = worker(WorkerOptions.defaults());

        worker.start();

        assertThat(worker.awaitTermination(LONG)).isTrue();
        assertThat(worker.failure()).get().isInstanceOf(ForbiddenException.class);
    }

    @Test
    void close_interrupted_stopsAtOnceAndKeepsTheInterrupt() throws Exception {
        var running = new CountDownLatch(1);
        trial(trial -> {
            running.countDown();
            new CountDownLatch(1).await();
            return TrialResult.of(1);
        });
        var worker = worker(WorkerOptions.defaults());
        worker.start();
        running.await();

        Thread.currentThread().interrupt();
        worker.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.failed).hasSize(1);
    }

    @Test
    void options_thatMakeNoSense_areRefused() {
        var options = WorkerOptions.defaults();

        assertThatThrownBy(() -> options.withSlots(0)).hasMessageContaining("slots");
        assertThatThrownBy(() -> options.withLease(Duration.ofMillis(5))).hasMessageContaining("lease");
        assertThatThrownBy(() -> options.withMaxTrials(0)).hasMessageContaining("maxTrials");
        assertThatThrownBy(() -> options.withPollInterval(Duration.ZERO)).hasMessageContaining("pollInterval");
    }
}
