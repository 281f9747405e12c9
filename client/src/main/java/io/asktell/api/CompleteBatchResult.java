package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What came of one tell of many: the trial, or a problem. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompleteBatchResult(
        int trialId,
        @Nullable TrialResponse trial,
        @Nullable Problem problem) {}
