package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the outcome of a trial. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompleteRequest(
        @Nullable Scores values,
        @Nullable Map<Integer, Score> intermediateValues,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable List<Double> constraints,
        @Nullable String leaseToken,
        @Nullable List<CaseResult> caseResults) {}
