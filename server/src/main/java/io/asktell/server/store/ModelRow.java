package io.asktell.server.store;

import org.jspecify.annotations.Nullable;

/** A registered model. Schema and prices are JSON texts. */
public record ModelRow(
        String name,
        String provider,
        String wireName,
        @Nullable String displayName,
        @Nullable String generationSchema,
        @Nullable String prices) {}
