package io.asktell.server.faults;

import org.jspecify.annotations.Nullable;

/**
 * One request and what came of it. Times are nanoseconds of this machine's monotonic clock, which all its processes share.
 *
 * @param id the same in both lines that a recorder writes
 * @param key the ask's idempotency key
 * @param number the trial that a tell, heartbeat or read is about
 * @param value what is told
 * @param token the lease that a tell or heartbeat names
 * @param refusal the code of the problem
 * @param seen the trial in the answer
 */
record Call(
        String id,
        String worker,
        Kind kind,
        String study,
        @Nullable String key,
        int number,
        @Nullable Double value,
        @Nullable String token,
        long start,
        long end,
        Outcome outcome,
        @Nullable String refusal,
        @Nullable Seen seen) {

    enum Kind {
        ASK,
        TELL,
        HEARTBEAT,
        READ
    }

    enum Outcome {
        /** A 2xx. */
        DONE,
        /** A 4xx: it did not happen, and will not. */
        REFUSED,
        /** No answer, or a 5xx: it may have happened, or happen yet. */
        UNKNOWN
    }

    static Call ask(String id, String worker, String study, String key, long start) {
        return begun(id, worker, Kind.ASK, study, key, -1, null, null, start);
    }

    static Call tell(
            String id, String worker, String study, int number, double value, @Nullable String token, long start) {
        return begun(id, worker, Kind.TELL, study, null, number, value, token, start);
    }

    static Call heartbeat(String id, String worker, String study, int number, @Nullable String token, long start) {
        return begun(id, worker, Kind.HEARTBEAT, study, null, number, null, token, start);
    }

    static Call read(String id, String worker, String study, int number, long start) {
        return begun(id, worker, Kind.READ, study, null, number, null, null, start);
    }

    private static Call begun(
            String id,
            String worker,
            Kind kind,
            String study,
            @Nullable String key,
            int number,
            @Nullable Double value,
            @Nullable String token,
            long start) {
        return new Call(
                id, worker, kind, study, key, number, value, token, start, Long.MAX_VALUE, Outcome.UNKNOWN, null, null);
    }

    Call done(long at, @Nullable Seen answer) {
        return ended(at, Outcome.DONE, null, answer);
    }

    Call refused(long at, String code) {
        return ended(at, Outcome.REFUSED, code, null);
    }

    /** Its end says nothing, because it may yet take effect. */
    Call unknown(String reason) {
        return ended(Long.MAX_VALUE, Outcome.UNKNOWN, reason, null);
    }

    private Call ended(long at, Outcome as, @Nullable String code, @Nullable Seen answer) {
        return new Call(id, worker, kind, study, key, number, value, token, start, at, as, code, answer);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean done() {
        return outcome == Outcome.DONE;
    }
}
