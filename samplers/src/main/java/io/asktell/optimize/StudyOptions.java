package io.asktell.optimize;

import io.asktell.pruner.PercentileOptions;
import io.asktell.pruner.PercentilePruner;
import io.asktell.pruner.Pruner;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.tpe.TpeOptions;
import io.asktell.sampler.tpe.TpeSampler;
import io.asktell.study.Direction;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a {@link Study} chooses and judges.
 *
 * @param directions one per objective
 * @param sampler makes the sampler; asked again whenever parameters turn up that are to be sampled on their own
 * @param pruner asked only with one objective
 * @param seed what all random choices follow from
 */
public record StudyOptions(List<Direction> directions, Supplier<Sampler> sampler, Pruner pruner, long seed) {
    public StudyOptions {
        directions = List.copyOf(directions);
        if (directions.isEmpty()) {
            throw new IllegalArgumentException("at least one direction, but there is none");
        }
    }

    /** TPE and the median pruner, towards these directions. */
    public static StudyOptions towards(Direction... directions) {
        return new StudyOptions(
                List.of(directions),
                () -> new TpeSampler(TpeOptions.defaults()),
                new PercentilePruner(PercentileOptions.median()),
                0);
    }

    public static StudyOptions minimize() {
        return towards(Direction.MINIMIZE);
    }

    public static StudyOptions maximize() {
        return towards(Direction.MAXIMIZE);
    }

    public StudyOptions withSampler(Supplier<Sampler> sampler) {
        return new StudyOptions(directions, sampler, pruner, seed);
    }

    public StudyOptions withPruner(Pruner pruner) {
        return new StudyOptions(directions, sampler, pruner, seed);
    }

    public StudyOptions withSeed(long seed) {
        return new StudyOptions(directions, sampler, pruner, seed);
    }
}
