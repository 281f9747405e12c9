package io.asktell.server.study;

import io.asktell.sampler.Ask;
import io.asktell.server.store.LedgerRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a study is.
 *
 * @param open whether an ask would find a trial
 * @param done whether nothing is left: no trial runs, and an ask would find none
 * @param bestParams of the best trial, absent without one
 */
public record Progress(
        LedgerRow ledger,
        boolean open,
        boolean done,
        @Nullable Map<String, @Nullable Object> bestParams) {
    static Progress of(StudyState state) {
        var row = state.definition.row();
        int used = state.ledger.nextNumber() - state.ledger.failed();
        boolean room = row.maxTrials() == null || used < row.maxTrials();
        boolean ideas = !state.definition
                .sampler()
                .exhausted(
                        new Ask(state.definition.space(), state.definition.directions(), state.history.size()),
                        state.history);
        boolean open = !state.ledger.status().equals("stopped") && (state.ledger.waiting() > 0 || room && ideas);
        boolean done = !open && state.ledger.running() == 0;
        return new Progress(state.ledger, open, done, Studies.bestParams(state));
    }
}
