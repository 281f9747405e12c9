package io.asktell.space;

import org.jspecify.annotations.Nullable;

/**
 * The set of values one parameter may take, and the scale on which a sampler should see it.
 *
 * <p>Every value has an internal form, a {@code double}: a float is itself, an int is its value, a categorical choice is its
 * index. Algorithms and stores work with internal forms; users see values.
 */
public sealed interface Distribution permits FloatDistribution, IntDistribution, CategoricalDistribution {
    /** Whether the internal form denotes a value of this distribution. */
    boolean contains(double internal);

    /** Whether exactly one value is possible; samplers do not model such a parameter. */
    boolean single();

    /** How many values there are; {@code Long.MAX_VALUE} where they are not countable. */
    long cardinality();

    /** The value a user sees: a {@code Double}, a {@code Long}, or the choice itself (which may be null). */
    @Nullable
    Object external(double internal);

    /**
     * The internal form of a user's value.
     *
     * @throws IllegalArgumentException if it is not a value of this distribution
     */
    double internal(@Nullable Object external);
}
