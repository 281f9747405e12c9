package io.asktell.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a key: everything but the key. */
public record KeyResponse(
        String id,
        String name,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Integer rateLimitRpm) {}
