package io.asktell.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an API key. */
public record CreateKeyRequest(
        @Nullable String name,
        @Nullable List<@Nullable String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Integer rateLimitRpm) {}
