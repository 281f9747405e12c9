package io.asktell.sampler;

import io.asktell.study.History;
import java.util.random.RandomGenerator;

/**
 * Chooses the parameters of the next trial. The same arguments give the same answer; state kept between calls is a cache of the
 * history and changes nothing. One instance serves one study, one call at a time.
 */
public interface Sampler {
    /**
     * Returns one value per active parameter of the space.
     *
     * @param history every trial numbered below the one asked for, running and waiting ones too
     * @param random seeded from the study's seed and the trial's number
     * @throws IllegalStateException if {@link #exhausted}
     */
    Suggestion suggest(Ask ask, History history, RandomGenerator random);

    /** Whether a suggestion may take so long, on this history, that whoever waits for it should be able to do without. */
    default boolean slow(Ask ask, History history) {
        return false;
    }

    /** Whether there is nothing left to suggest, as when each cell of a grid was given out. */
    default boolean exhausted(Ask ask, History history) {
        return false;
    }
}
