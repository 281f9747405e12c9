package io.asktell.server.study;

import io.asktell.sampler.Ask;
import io.asktell.server.store.LedgerRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a study is.
 *
 * @param done whether nothing is left: no trial is open, and an ask would find none
 * @param bestParams of the best trial, absent without one
 */
public record Progress(
        LedgerRow ledger, boolean done, @Nullable Map<String, @Nullable Object> bestParams) {
    static Progress of(StudyState state) {
        var row = state.definition.row();
        int used = state.ledger.nextNumber() - state.ledger.failed();
        boolean room = row.maxTrials() == null || used < row.maxTrials();
        boolean ideas = !state.definition
                .sampler()
                .exhausted(
                        new Ask(state.definition.space(), state.definition.directions(), state.history.size()),
                        state.history);
        boolean open = state.ledger.waiting() + state.ledger.running() > 0;
        boolean done =
                state.ledger.status().equals("stopped") ? state.ledger.running() == 0 : !open && !(room && ideas);
        return new Progress(state.ledger, done, Studies.bestParams(state));
    }
}
