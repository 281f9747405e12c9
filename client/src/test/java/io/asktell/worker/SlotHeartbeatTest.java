package io.asktell.worker;

import static io.asktell.worker.FakeServer.away;
import static io.asktell.worker.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.client.LeaseLostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a slot keeps the lease of its trial. */
final class SlotHeartbeatTest extends OneSlot {
    @Test
    void heartbeat_comesAtAThirdOfTheLease() {
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(19));
            assertThat(server.calls).containsExactly("ask");
            time.advance(Duration.ofSeconds(1));
            assertThat(server.calls).containsExactly("ask", "heartbeat 0 token-0");
            time.advance(Duration.ofSeconds(60));
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls.stream().filter(call -> call.startsWith("heartbeat")))
                .hasSize(4);
        assertThat(server.told).hasSize(1);
    }

    @Test
    void heartbeat_afterAReport_comesLater() {
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(15));
            trial.report(1, 0.5);
            time.advance(Duration.ofSeconds(15));
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "report 0", "tell 0", "ask");
    }

    @Test
    void heartbeat_withoutALease_isNone() {
        server.trialWithoutLease(time, trial -> {
            time.advance(Duration.ofHours(1));
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "tell 0", "ask");
        assertThat(server.told.get(0).leaseToken()).isNull();
    }

    @Test
    void heartbeat_afterALongPoll_comesSoon() {
        var work = FakeServer.work(time, 0, FakeServer.LEASE, trial -> {
            time.advance(Duration.ofSeconds(5));
            return TrialResult.of(1);
        });
        server.works.add(java.util.Optional.of(work));
        time.advance(Duration.ofSeconds(50)); // between the question and the answer

        slot.run();

        assertThat(server.calls).containsExactly("ask", "heartbeat 0 token-0", "tell 0", "ask");
    }

    @Test
    void heartbeat_failingForAWhile_keepsTheTrial() {
        for (int i = 0; i < 3; i++) {
            server.onHeartbeat.add(() -> {
                throw away();
            });
        }
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(40));
            trial.throwIfStopped();
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.told).hasSize(1);
    }

    @Test
    void heartbeat_failingOnAndOn_givesTheTrialUpBeforeTheServerDoes() {
        for (int i = 0; i < 20; i++) {
            server.onHeartbeat.add(() -> {
                throw away();
            });
        }
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(45));
            assertThat(trial.stopRequested()).isFalse();
            time.advance(Duration.ofSeconds(5));
            assertThat(trial.stopRequested()).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            trial.throwIfStopped();
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.told).isEmpty();
        assertThat(server.failed).isEmpty();
    }

    @Test
    void heartbeat_ofALostTrial_stopsItAndDropsIt() {
        server.onHeartbeat.add(() -> {
            throw new LeaseLostException(problem(409, "lease_lost"));
        });
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(20));
            throw new InterruptedException();
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "heartbeat 0 token-0", "ask");
    }
}
