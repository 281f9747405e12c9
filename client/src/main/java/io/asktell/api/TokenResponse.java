package io.asktell.api;

import java.time.Instant;

/** A token, and when it ends. */
public record TokenResponse(String token, Instant expiresAt) {
    /** Hides the token. */
    @Override
    public String toString() {
        return "TokenResponse[until " + expiresAt + "]";
    }
}
