package io.asktell.api;

import java.time.Instant;
import java.util.UUID;

/** A worker's time-limited right to a trial. */
public record LeaseResponse(UUID token, Instant expiresAt) {}
