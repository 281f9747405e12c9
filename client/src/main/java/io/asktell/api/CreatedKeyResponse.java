package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key just made; {@code key} is shown this once. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreatedKeyResponse(
        String id,
        String name,
        List<String> scopes,
        String key,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer rateLimitRpm) {
    /** Hides the key. */
    @Override
    public String toString() {
        return "CreatedKeyResponse[" + id + "]";
    }
}
