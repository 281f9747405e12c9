package io.asktell.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a study stands. {@code seq} counts its changes, {@code definition} those of what it is, the last at {@code updatedSeq}; {@code now} is the database's
 * clock when the row was read.
 */
public record LedgerRow(
        long studyId,
        String status,
        long seq,
        long updatedSeq,
        int definition,
        int nextNumber,
        int waiting,
        int running,
        int complete,
        int pruned,
        int failed,
        @Nullable Integer bestNumber,
        double @Nullable [] bestValues,
        @Nullable Instant firstStarted,
        Instant now) {
    /** The ledger as it was before the first change, for reading a study from its beginning. */
    public LedgerRow atStart() {
        return new LedgerRow(studyId, status, 0, 0, definition, 0, 0, 0, 0, 0, 0, null, null, null, now);
    }
}
