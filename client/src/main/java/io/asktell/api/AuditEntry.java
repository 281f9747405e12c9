package io.asktell.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or refused, and by whom.
 *
 * @param keyId the key it was done with
 * @param action as {@code study_deleted}
 * @param subject the id or name of what it was done to
 * @param status of the answer; null while it is under way, or if the server died over it
 * @param address where the request came from
 */
public record AuditEntry(
        long id,
        Instant at,
        String keyId,
        String keyName,
        String action,
        String subject,
        @Nullable Integer status,
        String requestId,
        String address) {}
