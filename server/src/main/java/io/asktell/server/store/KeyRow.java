package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of {@code api_key}. The hash is of the whole key; the key itself is nowhere. */
public record KeyRow(
        String id,
        String name,
        List<String> scopes,
        byte[] secretHash,
        String origin,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt,
        @Nullable Integer rateLimitRpm) {
    /** Whether the key may be used at that moment. */
    public boolean holdsAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }
}
