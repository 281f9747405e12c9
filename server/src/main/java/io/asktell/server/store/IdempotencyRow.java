package io.asktell.server.store;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code idempotency}: a reservation while {@code status} is null, else an answer with its body encrypted. */
public record IdempotencyRow(
        String credential,
        String route,
        String key,
        byte[] bodyHash,
        UUID reservation,
        Instant reservedAt,
        @Nullable Integer status,
        @Nullable String contentType,
        byte @Nullable [] body) {}
