package io.asktell.server.store;

import org.jspecify.annotations.Nullable;

/** A judge that is to look at a tune once it is completed. */
public record JudgeWishRow(
        String jobId, String model, @Nullable String criteria) {}
