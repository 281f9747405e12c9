package io.asktell.api;

import java.time.Instant;

/** A worker's time-limited right to a trial. */
public record LeaseResponse(String token, Instant expiresAt) {}
