package io.asktell.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Intermediate values: one {@code step} and {@code value}, or {@code values} by step. */
public record ReportRequest(
        @Nullable Integer step,
        @Nullable Score value,
        @Nullable Map<Integer, Score> values,
        @Nullable String leaseToken,
        @Nullable List<CaseResult> caseResults) {}
