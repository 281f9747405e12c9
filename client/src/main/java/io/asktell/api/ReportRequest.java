package io.asktell.api;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Intermediate values: one {@code step} and {@code value}, or {@code values} by step. */
public record ReportRequest(
        @Nullable Integer step,
        @Nullable Score value,
        @Nullable Map<Integer, Score> values,
        @Nullable UUID leaseToken,
        @Nullable List<CaseResult> caseResults) {}
