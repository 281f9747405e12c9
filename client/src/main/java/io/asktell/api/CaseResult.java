package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What came of one case of a suite.
 *
 * @param reused whether it was taken over from an earlier evaluation of the same request, so that no call was made for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseResult(
        String caseId,
        @Nullable Integer repeat,
        String outcome,
        @Nullable Double score,
        @Nullable JsonNode calls,
        @Nullable Double latencyMs,
        @Nullable JsonNode tokens,
        @Nullable String error,
        @Nullable String detail,
        @Nullable Boolean reused) {}
