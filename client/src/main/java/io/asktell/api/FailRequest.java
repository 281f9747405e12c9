package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a trial as failed. Results of cases that no report brought are kept. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailRequest(
        @Nullable String reason,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable String leaseToken,
        @Nullable List<CaseResult> caseResults) {}
