package io.asktell.worker;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CaseResult;
import io.asktell.api.Json;
import io.asktell.api.LeaseResponse;
import io.asktell.api.ReportRequest;
import io.asktell.client.ApiException;
import io.asktell.client.CallInterruptedException;
import io.asktell.client.LeaseLostException;
import io.asktell.client.NotFoundException;
import io.asktell.client.TrialFinishedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trial that this worker holds, from the ask to the tell. Renews its lease meanwhile: a heartbeat each third of it, tried again
 * each twelfth. After four fifths without a renewal the worker gives up, so that two workers never evaluate the same trial, not even
 * when a last heartbeat is still on its way.
 */
final class HeldTrial implements TrialContext, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeldTrial.class);

    private final Work work;
    private final TrialCalls calls;
    private final Persistence persistence;
    private final WorkerTime time;
    private final Map<String, JsonNode> userAttrs = new LinkedHashMap<>();
    private final WorkerTime.@Nullable Repetition heartbeat;
    private @Nullable String token;
    private long renewedAt;
    private @Nullable List<Double> constraints;
    private @Nullable List<CaseResult> caseResults;
    private @Nullable Thread evaluating;
    private volatile @Nullable String stopReason;
    private volatile boolean lost;

    HeldTrial(Work work, TrialCalls calls, Persistence persistence, WorkerTime time) {
        this.work = work;
        this.calls = calls;
        this.persistence = persistence;
        this.time = time;
        var lease = work.lease();
        if (lease == null) {
            heartbeat = null;
            return;
        }
        token = lease.token();
        // no older than when a heartbeat is due: after a long poll the lease is younger than the question
        renewedAt = Math.max(work.askedAt(), time.nanoTime() - part(1, 3).toNanos());
        heartbeat = time.every(part(1, 12), this::tick);
    }

    @Override
    public String studyName() {
        return work.studyName();
    }

    @Override
    public int number() {
        return work.number();
    }

    @Override
    public int attempt() {
        return work.attempt();
    }

    @Override
    public Params params() {
        return work.params();
    }

    @Override
    public void report(ReportRequest request) {
        throwIfStopped();
        long asked = time.nanoTime();
        try {
            var answer = persistence.call(
                    "reporting trial " + name(),
                    () -> calls.report(
                            studyName(),
                            number(),
                            new ReportRequest(
                                    request.step(), request.value(), request.values(), token(), request.caseResults())),
                    this::stopRequested);
            renewed(answer.lease(), asked);
            throwIfStopped();
            if (answer.shouldPrune()) {
                throw new PrunedException();
            }
        } catch (LeaseLostException | TrialFinishedException | NotFoundException e) {
            lose(e.getMessage());
            throwIfStopped();
        } catch (CallInterruptedException e) {
            throwIfStopped();
            throw e;
        }
    }

    @Override
    public synchronized void userAttr(String name, Object value) {
        userAttrs.put(name, Json.mapper().valueToTree(value));
    }

    @Override
    public synchronized void caseResults(List<CaseResult> results) {
        caseResults = results.isEmpty() ? null : List.copyOf(results);
    }

    @Override
    public synchronized void constraints(List<Double> violations) {
        constraints = List.copyOf(violations);
    }

    @Override
    public boolean stopRequested() {
        return stopReason != null;
    }

    @Override
    public void throwIfStopped() {
        var reason = stopReason;
        if (reason != null) {
            throw new StoppedException(reason);
        }
    }

    /** Why nobody waits for this trial any more; null if somebody does. */
    @Nullable
    String stopReason() {
        return stopReason;
    }

    /** Whether the trial is another's by now, as far as this worker knows. */
    boolean lost() {
        return lost;
    }

    synchronized @Nullable String token() {
        return token;
    }

    synchronized Map<String, JsonNode> userAttrs() {
        return new LinkedHashMap<>(userAttrs);
    }

    synchronized @Nullable List<Double> constraints() {
        return constraints;
    }

    synchronized @Nullable List<CaseResult> caseResults() {
        return caseResults;
    }

    /** Runs the evaluation on this thread, which a stop then interrupts. The interrupt does not outlive the evaluation. */
    TrialResult evaluate() throws Exception {
        synchronized (this) {
            if (stopReason != null) {
                throw new StoppedException(stopReason);
            }
            evaluating = Thread.currentThread();
        }
        try {
            return work.evaluation().run(this);
        } finally {
            synchronized (this) {
                evaluating = null;
            }
            Thread.interrupted();
        }
    }

    /** Ends the evaluation, if it listens. The first reason counts. */
    synchronized void stop(String reason) {
        if (stopReason == null) {
            stopReason = reason;
            if (evaluating != null) {
                evaluating.interrupt();
            }
        }
    }

    /** Ends the heartbeats. */
    @Override
    public void close() {
        if (heartbeat != null) {
            heartbeat.close();
        }
    }

    private void lose(@Nullable String reason) {
        lost = true;
        stop("the lease is lost: " + reason);
    }

    private synchronized void renewed(@Nullable LeaseResponse lease, long asked) {
        if (lease != null) {
            token = lease.token();
            renewedAt = Math.max(renewedAt, asked);
        }
    }

    /** Never throws: a repetition that throws is not repeated. */
    private void tick() {
        try {
            long now = time.nanoTime();
            long age = now - renewedAt();
            if (lost || age < part(1, 3).toNanos()) {
                return;
            }
            if (age >= part(4, 5).toNanos()) {
                lose("it was not renewed in time");
                return;
            }
            var answer = calls.heartbeat(studyName(), number(), token(), part(1, 6));
            renewed(answer.lease(), now);
            if (answer.shouldStop()) {
                stop("the server asked to stop");
            }
        } catch (LeaseLostException | TrialFinishedException | NotFoundException e) {
            lose(e.getMessage());
        } catch (ApiException e) {
            log.warn("no heartbeat for trial {}, trying again soon: {}", name(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("no heartbeat for trial {}, trying again soon", name(), e);
        }
    }

    private synchronized long renewedAt() {
        return renewedAt;
    }

    private Duration part(int numerator, int denominator) {
        return work.leaseDuration().multipliedBy(numerator).dividedBy(denominator);
    }

    String name() {
        return number() + " of " + studyName();
    }
}
