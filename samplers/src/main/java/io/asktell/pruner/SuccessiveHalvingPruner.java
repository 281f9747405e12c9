package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;

/**
 * Stops trials at steps that lie ever farther apart, unless they are among the best of those that came so far (ASHA, Li et al. 2020).
 */
public final class SuccessiveHalvingPruner implements Pruner {
    private final SuccessiveHalvingOptions options;

    public SuccessiveHalvingPruner(SuccessiveHalvingOptions options) {
        this.options = options;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        return history.reports(number).size() > 0
                && Halving.stops(
                        direction, history, number, options.minResource(), options.reductionFactor(), n -> true);
    }
}
