package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;

/** Never stops a trial. */
public final class NopPruner implements Pruner {
    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        return false;
    }
}
