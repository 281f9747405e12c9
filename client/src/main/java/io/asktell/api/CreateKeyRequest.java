package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an API key. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateKeyRequest(
        String name,
        List<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Integer rateLimitRpm) {}
