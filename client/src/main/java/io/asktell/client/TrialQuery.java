package io.asktell.client;

import org.jspecify.annotations.Nullable;

/**
 * Which trials, and in what order.
 *
 * @param state {@code WAITING}, {@code RUNNING}, {@code COMPLETE}, {@code PRUNED} or {@code FAIL}; null for all
 * @param order {@code number}, {@code value} or {@code -value}
 */
public record TrialQuery(@Nullable String state, String order, int pageSize) {
    public TrialQuery {
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException("1 <= pageSize <= 1000, but it is " + pageSize);
        }
    }

    /** All trials by number. */
    public static TrialQuery all() {
        return new TrialQuery(null, "number", 500);
    }

    public TrialQuery withState(String only) {
        return new TrialQuery(only, order, pageSize);
    }

    public TrialQuery withOrder(String other) {
        return new TrialQuery(state, other, pageSize);
    }

    public TrialQuery withPageSize(int size) {
        return new TrialQuery(state, order, size);
    }
}
