package io.asktell.server.store;

import org.jspecify.annotations.Nullable;

/** What came of one case of a suite in one trial. {@code calls} and {@code tokens} are JSON texts. */
public record CaseResultRow(
        long studyId,
        int number,
        String caseId,
        int repeat,
        String outcome,
        @Nullable Double score,
        @Nullable String calls,
        @Nullable Double latencyMs,
        @Nullable String tokens,
        @Nullable String error,
        @Nullable String detail,
        boolean reused) {}
