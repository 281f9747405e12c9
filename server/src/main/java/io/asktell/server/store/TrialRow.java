package io.asktell.server.store;

import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trial as stored. {@code userAttrs} is a JSON object of verbatim JSON texts; when writing an existing row it holds only what is
 * added.
 */
public record TrialRow(
        long studyId,
        int number,
        TrialState state,
        int spaceVersion,
        double[] point,
        @Nullable String fixedParams,
        String origin,
        double @Nullable [] values,
        double @Nullable [] constraints,
        String userAttrs,
        @Nullable String worker,
        @Nullable String credential,
        int attempt,
        @Nullable UUID leaseToken,
        @Nullable Double leaseSeconds,
        @Nullable Instant leaseExpiresAt,
        @Nullable String failReason,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long changedSeq,
        @Nullable Long startedSeq,
        @Nullable Long finishedSeq) {}
