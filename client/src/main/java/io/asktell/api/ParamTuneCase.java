package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One case of one combination: what was asked, what was wanted, what came. */
public record ParamTuneCase(
        String caseId,
        int repeat,
        @Nullable String prompt,
        @Nullable JsonNode expected,
        @Nullable JsonNode actual,
        String outcome,
        @Nullable Double score,
        @Nullable Double latencyMs,
        @Nullable JsonNode tokens,
        @Nullable String error,
        @Nullable String detail) {}
