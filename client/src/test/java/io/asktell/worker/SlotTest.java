package io.asktell.worker;

import static io.asktell.worker.FakeServer.away;
import static io.asktell.worker.FakeServer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.api.Scores;
import io.asktell.client.ApiException;
import io.asktell.client.InvalidRequestException;
import io.asktell.client.LeaseLostException;
import io.asktell.client.NotFoundException;
import io.asktell.client.TrialFinishedException;
import io.asktell.client.UnauthorizedException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a slot asks, evaluates and tells. */
final class SlotTest extends OneSlot {
    @Test
    void run_asksOnlyWhenItsTrialIsTold() {
        server.trial(time, trial -> TrialResult.of(1)).trial(time, trial -> TrialResult.of(2));

        slot.run();

        assertThat(server.calls).containsExactly("ask", "tell 0", "ask", "tell 1", "ask");
        assertThat(server.told).extracting(told -> told.values()).containsExactly(Scores.of(1), Scores.of(2));
        assertThat(server.told.get(0).leaseToken()).isEqualTo("token-0");
    }

    @Test
    void run_withNothingToDo_waitsThePollInterval() {
        server.nothing().nothing().trial(time, trial -> TrialResult.of(1));

        slot.run();

        assertThat(time.pauses).containsExactly(POLL, POLL);
        assertThat(server.told).hasSize(1);
    }

    @Test
    void run_afterALongPoll_asksAgainAtOnce() {
        server.onNext.add(() -> time.advance(Duration.ofSeconds(20)));
        server.nothing().trial(time, trial -> TrialResult.of(1));

        slot.run();

        assertThat(time.pauses).isEmpty();
    }

    @Test
    void run_upToItsTrials_asksForNoMore() {
        server.nothing().trial(time, trial -> TrialResult.of(1)).trial(time, trial -> TrialResult.of(2));

        slot(new Lifecycle(1)).run();

        assertThat(server.calls).containsExactly("ask", "ask", "tell 0");
    }

    @Test
    void ask_whileTheServerIsAway_isRepeatedWithBackoff() {
        for (int i = 0; i < 8; i++) {
            server.onNext.add(() -> {
                throw away();
            });
        }
        server.trial(time, trial -> TrialResult.of(1));

        slot.run();

        assertThat(server.told).hasSize(1);
        assertThat(server.keys.subList(0, 9)).containsOnly(server.keys.get(0));
        assertThat(server.keys.get(9)).isNotEqualTo(server.keys.get(0));
        assertThat(time.pauses).hasSize(8);
        for (int i = 0; i < 8; i++) {
            long longest = Math.min(30_000, 1000L << i);
            assertThat(time.pauses.get(i)).isBetween(Duration.ofMillis(longest / 2), Duration.ofMillis(longest));
        }
    }

    @Test
    void ask_refusedForGood_endsTheSlot() {
        server.onNext.add(() -> {
            throw new UnauthorizedException(problem(401, "unauthorized"));
        });

        assertThatThrownBy(slot::run).isInstanceOf(UnauthorizedException.class);

        assertThat(time.pauses).isEmpty();
    }

    @Test
    void ask_duringShutdownAndOutage_endsTheSlotQuietly() {
        server.onNext.add(() -> {
            lifecycle.shutdown.countDown();
            throw away();
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask");
    }

    @Test
    void objective_thatThrows_failsItsTrialAndTheStudyGoesOn() {
        server.trial(time, trial -> {
                    trial.userAttr("epoch", 3);
                    throw new IllegalStateException("diverged\0");
                })
                .trial(time, trial -> TrialResult.of(1));

        slot.run();

        assertThat(server.calls).containsExactly("ask", "fail 0", "ask", "tell 1", "ask");
        assertThat(server.failed.get(0).reason()).isEqualTo("java.lang.IllegalStateException: diverged\uFFFD");
        assertThat(server.failed.get(0).userAttrs()).hasToString("{epoch=3}");
        assertThat(server.failed.get(0).leaseToken()).isEqualTo("token-0");
    }

    @Test
    void objective_thatTheServerRefuses_failsItsTrialInTheServersWords() {
        server.trial(time, trial -> {
            throw new NotFoundException(problem(404, "suite_not_found"));
        });

        slot.run();

        assertThat(server.failed.get(0).reason()).startsWith("404 suite_not_found: ");
    }

    @Test
    void objective_ofNaN_failsItsTrial() {
        server.trial(time, trial -> TrialResult.of(Double.NaN));

        slot.run();

        assertThat(server.failed.get(0).reason()).contains("NaN");
    }

    @Test
    void objective_withAHugeMessage_isCutShort() {
        server.trial(time, trial -> {
            throw new IllegalStateException("🦉".repeat(5000));
        });

        slot.run();

        assertThat(server.failed.get(0).reason())
                .satisfies(reason ->
                        assertThat(reason.codePointCount(0, reason.length())).isEqualTo(1000));
    }

    @Test
    void attributesAndConstraints_areToldWithTheResult() {
        server.trial(time, trial -> {
            trial.userAttr("model", List.of("a", "b"));
            trial.constraints(List.of(-1.0, 0.5));
            return TrialResult.of(Double.NEGATIVE_INFINITY);
        });

        slot.run();

        assertThat(server.told.get(0).constraints()).containsExactly(-1.0, 0.5);
        assertThat(server.told.get(0).userAttrs()).hasToString("{model=[\"a\",\"b\"]}");
        assertThat(server.told.get(0).values()).isEqualTo(Scores.of(Double.NEGATIVE_INFINITY));
    }

    @Test
    void report_pruned_endsTheTrialAsPruned() {
        server.shouldPrune = true;
        server.trial(time, trial -> {
            trial.report(1, 0.5);
            throw new AssertionError("not reached");
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "report 0", "prune 0", "ask");
        assertThat(server.reported.get(0).leaseToken()).isEqualTo("token-0");
        assertThat(server.pruned.get(0).leaseToken()).isEqualTo("token-0");
    }

    @Test
    void report_throughAnOutage_isRepeated() {
        server.onReport.add(() -> {
            throw away();
        });
        server.trial(time, trial -> {
            trial.report(1, 0.5);
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "report 0", "report 0", "tell 0", "ask");
    }

    @Test
    void report_ofALostTrial_endsItWithoutATell() {
        server.onReport.add(() -> {
            throw new LeaseLostException(problem(409, "lease_lost"));
        });
        server.trial(time, trial -> {
            trial.report(1, 0.5);
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "report 0", "ask");
    }

    @Test
    void result_ofATrialBelievedLost_isToldForTheServerToDecide() {
        server.onHeartbeat.add(() -> {
            throw new LeaseLostException(problem(409, "lease_lost"));
        });
        server.onTell.add(() -> {
            throw new LeaseLostException(problem(409, "lease_lost"));
        });
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(20));
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "heartbeat 0 token-0", "tell 0", "ask");
    }

    @Test
    void stop_askedByTheServer_failsTheTrialWithThatReason() {
        server.shouldStop = true;
        server.trial(time, trial -> {
            time.advance(Duration.ofSeconds(20));
            trial.report(1, 0.5);
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.calls).containsExactly("ask", "heartbeat 0 token-0", "fail 0", "ask");
        assertThat(server.failed.get(0).reason()).isEqualTo("the server asked to stop");
    }

    @Test
    void tell_throughAnOutage_isRepeatedAndTheLeaseKeptAlive() {
        for (int i = 0; i < 6; i++) {
            server.onTell.add(() -> {
                throw away();
            });
        }
        server.trial(time, trial -> TrialResult.of(1));

        slot.run();

        assertThat(server.told).hasSize(1);
        assertThat(server.calls).contains("heartbeat 0 token-0");
    }

    @Test
    void tell_ofAnothersTrial_dropsTheResult() {
        server.onTell.add(() -> {
            throw new TrialFinishedException(problem(409, "trial_finished"));
        });
        server.trial(time, trial -> TrialResult.of(1)).trial(time, trial -> TrialResult.of(2));

        slot.run();

        assertThat(server.calls).containsExactly("ask", "tell 0", "ask", "tell 1", "ask");
    }

    @Test
    void tell_ofTooManyValues_failsTheTrial() {
        server.onTell.add(() -> {
            throw new InvalidRequestException(problem(422, "invalid"));
        });
        server.trial(time, trial -> TrialResult.of(1, 2));

        slot.run();

        assertThat(server.calls).containsExactly("ask", "tell 0", "fail 0", "ask");
        assertThat(server.failed.get(0).reason()).contains("422 invalid");
    }

    @Test
    void tell_refusedOtherwise_doesNotEndTheSlot() {
        server.onTell.add(() -> {
            throw new ApiException(problem(413, "too_large"));
        });
        server.trial(time, trial -> TrialResult.of(1)).trial(time, trial -> TrialResult.of(2));

        slot.run();

        assertThat(server.told).hasSize(1);
    }

    @Test
    void shutdown_whileEvaluating_finishesTheTrialAndAsksForNoMore() {
        server.trial(time, trial -> {
                    lifecycle.shutdown.countDown();
                    trial.throwIfStopped();
                    return TrialResult.of(1);
                })
                .trial(time, trial -> TrialResult.of(2));

        slot.run();

        assertThat(server.calls).containsExactly("ask", "tell 0");
    }

    @Test
    void shutdownNow_duringAnOutage_triesTheTellNoMore() {
        server.onTell.add(() -> {
            lifecycle.shutdown.countDown();
            lifecycle.shutdownNow.countDown();
            throw away();
        });
        server.trial(time, trial -> TrialResult.of(1));

        slot.run();

        assertThat(server.calls).containsExactly("ask", "tell 0");
        assertThat(time.pauses).isEmpty();
    }

    @Test
    void machineError_isPassedOnAndTellsNothing() {
        server.trial(time, trial -> {
            throw new OutOfMemoryError("a test's");
        });

        assertThatThrownBy(slot::run).isInstanceOf(OutOfMemoryError.class);

        assertThat(server.calls).containsExactly("ask");
    }

    @Test
    void context_knowsItsTrial() {
        server.trial(time, trial -> {
            assertThat(trial.number()).isZero();
            assertThat(trial.attempt()).isEqualTo(1);
            assertThat(trial.studyName()).isEqualTo("s");
            assertThat(trial.params().real("x")).isEqualTo(0.5);
            return TrialResult.of(1);
        });

        slot.run();

        assertThat(server.told).hasSize(1);
    }

    @Test
    void params_readByType_refuseOthers() {
        var map = new java.util.LinkedHashMap<String, @Nullable Object>();
        map.put("n", 3L);
        map.put("x", 0.5);
        map.put("t", "text");
        map.put("b", true);
        map.put("null", null);
        var params = new Params(map);

        assertThat(params.integer("n")).isEqualTo(3);
        assertThat(params.real("n")).isEqualTo(3.0);
        assertThat(params.text("t")).isEqualTo("text");
        assertThat(params.flag("b")).isTrue();
        assertThat(params.get("null")).isNull();
        assertThat(params.has("gone")).isFalse();
        assertThatThrownBy(() -> params.integer("x")).hasMessageContaining("0.5");
        assertThatThrownBy(() -> params.real("gone")).hasMessageContaining("gone");
        assertThatThrownBy(() -> params.text("null")).isInstanceOf(IllegalArgumentException.class);
    }
}
