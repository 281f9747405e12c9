package io.asktell.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code audit}. */
public record AuditRow(
        long id,
        Instant at,
        String actor,
        String actorName,
        String action,
        String subject,
        @Nullable Integer status,
        String requestId,
        String address) {}
