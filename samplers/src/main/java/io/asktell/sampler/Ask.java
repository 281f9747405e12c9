package io.asktell.sampler;

import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import java.util.List;

/** What is asked for: a point of this space for the trial of this number, towards these directions. */
public record Ask(SearchSpace space, List<Direction> directions, int number) {
    public Ask {
        directions = List.copyOf(directions);
        if (directions.isEmpty()) {
            throw new IllegalArgumentException("at least one direction, but there is none");
        }
    }
}
