package io.asktell.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ParallelStudyTest {
    private static final StudyOptions OPTIONS = StudyOptions.minimize().withSeed(5);

    /** Conditional parameters, reports and pruning; takes as long as the scatter says. */
    private static double evaluate(RunningTrial trial, long scatter) {
        double x = trial.suggestFloat("x", -5, 5);
        busy(scatter, trial.number());
        double y = x > 0 ? trial.suggestFloat("y", -5, 5) : trial.suggestInt("z", -5, 5);
        for (int step = 0; step < 4; step++) {
            trial.report(step, x * x + y * y / (4 - step));
            busy(scatter, 31L * trial.number() + step);
            if (trial.shouldPrune()) {
                throw new TrialPrunedException();
            }
        }
        return x * x + y * y;
    }

    private static void busy(long scatter, long number) {
        int turns = scatter == 0 ? 0 : Rng.of(scatter, number).nextInt(200);
        for (int i = 0; i < turns; i++) {
            Thread.yield();
        }
    }

    private static String run(int parallelism, long scatter) {
        var study = Study.of(OPTIONS);
        study.optimize(trial -> evaluate(trial, scatter), 80, parallelism);
        var text = new StringBuilder();
        study.trials()
                .forEach(trial ->
                        text.append(trial).append(trial.reports().asMap()).append('\n'));
        return text.toString();
    }

    @RepeatedTest(5)
    void theSameSeedAndParallelism_giveTheSameTrials_howeverLongEachTakes() {
        String quick = run(4, 0);

        assertThat(run(4, 1)).isEqualTo(quick);
        assertThat(run(4, 2)).isEqualTo(quick);
        assertThat(quick).contains("PRUNED").contains("COMPLETE");
        assertThat(run(3, 0)).isNotEqualTo(quick);
    }

    @Test
    void trials_areEvaluatedAtOnce_asManyAsAsked_onThreadsThatEnd() {
        var together = new CountDownLatch(4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var study = Study.of(OPTIONS);
        study.optimize(
                trial -> {
                    threads.add(Thread.currentThread());
                    together.countDown();
                    assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
                    return trial.suggestFloat("x", 0, 1);
                },
                20,
                4);

        assertThat(study.trials()).hasSize(20);
        assertThat(threads).hasSize(4).contains(Thread.currentThread());
        assertThat(threads).allMatch(thread -> thread == Thread.currentThread() || !thread.isAlive());
    }

    @Test
    void oneAtATime_needsNoThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Study.of(OPTIONS)
                .optimize(
                        trial -> {
                            threads.add(Thread.currentThread());
                            return trial.suggestFloat("x", 0, 1);
                        },
                        10,
                        1);

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aSlowTrial_doesNotHoldUpThoseAskedFor() {
        // trial 0 ends only after 1 and 2 did
        var others = new CountDownLatch(2);
        List<Integer> told = new ArrayList<>();
        var study = Study.of(OPTIONS);
        study.onTrial(trial -> told.add(trial.number()));
        study.optimize(
                trial -> {
                    if (trial.number() == 0) {
                        assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
                    } else {
                        others.countDown();
                    }
                    return trial.suggestFloat("x", 0, 1);
                },
                9,
                3);

        assertThat(told).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @RepeatedTest(5)
    void stop_byAListener_isReproducible() {
        var study = Study.of(OPTIONS);
        study.onTrial(trial -> {
            if (trial.number() == 10) {
                study.stop();
            }
        });
        study.optimize(trial -> evaluate(trial, 3), 100, 4);

        // 11, 12 and 13 were asked for when 7, 8 and 9 were told
        assertThat(study.trials()).hasSize(14);
    }

    @Test
    void aFailure_isThrown_afterTheOthersEnded_andAListenersToo() {
        var study = Study.of(OPTIONS);
        var running = new AtomicInteger();

        assertThatThrownBy(() -> study.optimize(
                        trial -> {
                            running.incrementAndGet();
                            double x = trial.suggestFloat("x", 0, 1);
                            running.decrementAndGet();
                            if (trial.number() == 5) {
                                throw new IllegalArgumentException("five");
                            }
                            return x;
                        },
                        50,
                        4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("five");
        assertThat(running).hasValue(0);
        assertThat(study.trials()).hasSize(9);

        study.onTrial(trial -> {
            throw new UnsupportedOperationException("listener");
        });
        assertThatThrownBy(() -> study.optimize(trial -> evaluate(trial, 0), 50, 4))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void anInterruption_endsTheRun_andIsKept() {
        var study = Study.of(OPTIONS);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> study.optimize(
                        trial -> {
                            if (Thread.currentThread() != caller) {
                                caller.interrupt();
                                new CountDownLatch(1).await();
                            }
                            return trial.suggestFloat("x", 0, 1);
                        },
                        1000,
                        2))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(study.trials().size()).isLessThan(1000);
    }
}
