package io.asktell.server.study;

import io.asktell.server.store.TrialRow;
import java.util.Map;
import java.util.function.Function;

/**
 * One change of a study, decided inside its ledger's transaction. It checks first and alters after: an exception thrown leaves no
 * trace. It may run again on a newer state when its transaction had to be given up.
 */
@FunctionalInterface
public interface Command<T> {
    Answer<T> decide(Turn turn);

    /**
     * What a command answers: at once, or from a trial's row as it is after the write.
     *
     * @param trial the number of the trial to read, -1 for none
     */
    record Answer<T>(int trial, Function<Map<Integer, TrialRow>, T> make) {
        static <T> Answer<T> of(T value) {
            return new Answer<>(-1, rows -> value);
        }

        static <T> Answer<T> from(int trial, Function<TrialRow, T> make) {
            return new Answer<>(trial, rows -> {
                var row = rows.get(trial);
                if (row == null) {
                    throw new AssertionError("trial " + trial + " was read");
                }
                return make.apply(row);
            });
        }
    }
}
