package io.asktell.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial to evaluate. {@code trial_id} and {@code number} are the same. */
public record SuggestResponse(
        int trialId,
        int number,
        Map<String, @Nullable Object> params,
        String studyName,
        @Nullable LeaseResponse lease,
        String origin,
        int attempt)
        implements SuggestAnswer {}
