package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import java.util.OptionalDouble;

/** Decides to stop a running trial early. The same arguments give the same answer. */
public interface Pruner {
    /**
     * Whether the trial should stop, judged after its latest report; never for a trial without reports.
     *
     * @param history every trial of the study, this one included
     */
    boolean shouldPrune(Direction direction, History history, int number);

    /**
     * What a stopped trial would have come to, as far as this pruner can tell better than by its last report. Samplers learn from it.
     *
     * @param history as for {@link #shouldPrune}
     */
    default OptionalDouble projected(Direction direction, History history, int number) {
        return OptionalDouble.empty();
    }
}
