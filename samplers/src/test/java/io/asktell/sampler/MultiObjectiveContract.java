package io.asktell.sampler;

import io.asktell.study.Direction;
import java.util.List;

/** What a {@link Sampler} must do that takes several objectives. */
public interface MultiObjectiveContract extends SamplerContract {
    @Override
    default List<List<Direction>> directions() {
        return List.of(
                List.of(Direction.MINIMIZE),
                List.of(Direction.MAXIMIZE),
                List.of(Direction.MINIMIZE, Direction.MAXIMIZE),
                List.of(Direction.MAXIMIZE, Direction.MINIMIZE, Direction.MINIMIZE));
    }
}
