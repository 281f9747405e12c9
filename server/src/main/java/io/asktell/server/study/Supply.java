package io.asktell.server.study;

import io.asktell.sampler.Suggestion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Prepared suggestions for one ask. They count as pending until it is closed. */
final class Supply implements AutoCloseable {
    private final Preparation preparation;
    private final List<Suggestion> all;
    private Deque<Suggestion> left;

    Supply(Preparation preparation, List<Suggestion> suggestions) {
        this.preparation = preparation;
        all = suggestions;
        left = new ArrayDeque<>(all);
    }

    /** Begins again: the transaction is tried once more. */
    void rewind() {
        left = new ArrayDeque<>(all);
    }

    /** The next suggestion, unless a trial under way is there already (another server's, that prepared from the same history). */
    Optional<Suggestion> next(Turn turn) {
        while (!left.isEmpty() && turn.preparation() == preparation) {
            var suggestion = left.remove();
            double[] point = suggestion.parameters().point();
            if (!turn.pending(point)) {
                preparation.used();
                return Optional.of(suggestion);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        preparation.release(all);
    }
}
