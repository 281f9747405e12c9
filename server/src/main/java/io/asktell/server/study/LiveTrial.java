package io.asktell.server.study;

import io.asktell.server.store.TrialRow;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A trial that is not finished, as its ledger keeps it. Commands alter it through {@link Turn}, which writes what they altered. */
final class LiveTrial {
    final long studyId;
    final int number;
    final String origin;
    final Instant createdAt;
    final @Nullable String fixedParams;
    TrialState state;
    int spaceVersion;
    double[] point;
    double @Nullable [] values;
    double @Nullable [] constraints;
    String addedAttrs = "{}";

    @Nullable
    String worker;

    @Nullable
    String credential;

    int attempt;

    @Nullable
    UUID leaseToken;

    @Nullable
    Double leaseSeconds;

    @Nullable
    Instant leaseExpiresAt;

    @Nullable
    String failReason;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    long changedSeq;

    @Nullable
    Long startedSeq;

    @Nullable
    Long finishedSeq;

    /** A trial that is not in the database yet. */
    LiveTrial(
            long studyId,
            int number,
            TrialState state,
            int spaceVersion,
            double[] point,
            @Nullable String fixedParams,
            String origin,
            Instant createdAt) {
        this.studyId = studyId;
        this.number = number;
        this.state = state;
        this.spaceVersion = spaceVersion;
        this.point = point;
        this.fixedParams = fixedParams;
        this.origin = origin;
        this.createdAt = createdAt;
        this.attempt = 1;
    }

    LiveTrial(TrialRow row) {
        studyId = row.studyId();
        number = row.number();
        state = row.state();
        spaceVersion = row.spaceVersion();
        point = row.point();
        fixedParams = row.fixedParams();
        origin = row.origin();
        values = row.values();
        constraints = row.constraints();
        worker = row.worker();
        credential = row.credential();
        attempt = row.attempt();
        leaseToken = row.leaseToken();
        leaseSeconds = row.leaseSeconds();
        leaseExpiresAt = row.leaseExpiresAt();
        failReason = row.failReason();
        createdAt = row.createdAt();
        startedAt = row.startedAt();
        finishedAt = row.finishedAt();
        changedSeq = row.changedSeq();
        startedSeq = row.startedSeq();
        finishedSeq = row.finishedSeq();
    }

    TrialRow row() {
        return new TrialRow(
                studyId,
                number,
                state,
                spaceVersion,
                point,
                fixedParams,
                origin,
                values,
                constraints,
                addedAttrs,
                worker,
                credential,
                attempt,
                leaseToken,
                leaseSeconds,
                leaseExpiresAt,
                failReason,
                createdAt,
                startedAt,
                finishedAt,
                changedSeq,
                startedSeq,
                finishedSeq);
    }

    void written() {
        addedAttrs = "{}";
    }

    /** Whether no constraint is violated, so far as any was told. */
    boolean feasible() {
        return constraints == null || Arrays.stream(constraints).noneMatch(c -> c > 0);
    }

    boolean overdue(Instant now) {
        return state == TrialState.RUNNING && leaseExpiresAt != null && !leaseExpiresAt.isAfter(now);
    }

    void grantLease(@Nullable Double seconds, Instant now) {
        leaseSeconds = seconds;
        leaseToken = seconds == null ? null : UUID.randomUUID();
        renewLease(now);
    }

    void renewLease(Instant now) {
        leaseExpiresAt = leaseSeconds == null ? null : now.plusNanos((long) (leaseSeconds * 1e9));
    }

    /** Back to the queue; the token stays, so that a late tell is known until the trial is given out again. */
    void requeue() {
        state = TrialState.WAITING;
        attempt++;
        leaseExpiresAt = null;
    }

    /** As {@link #requeue}, but whoever had the trial has it no more. */
    void giveBack() {
        requeue();
        leaseToken = null;
    }

    /** Undoes {@link #requeue}: the worker was only late, and nobody else has the trial. */
    void revive() {
        state = TrialState.RUNNING;
        attempt--;
    }

    void finish(TrialState as) {
        state = as;
        leaseExpiresAt = null;
    }
}
