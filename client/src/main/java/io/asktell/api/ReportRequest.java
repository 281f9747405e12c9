package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Intermediate values: one {@code step} and {@code value}, or {@code values} by step. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportRequest(
        @Nullable Integer step,
        @Nullable Score value,
        @Nullable Map<Integer, Score> values,
        @Nullable String leaseToken,
        @Nullable List<CaseResult> caseResults) {}
