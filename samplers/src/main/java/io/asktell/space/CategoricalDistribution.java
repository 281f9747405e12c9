package io.asktell.space;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the listed choices: strings, numbers, booleans or null, all different. {@code 1}, {@code true} and {@code "1"} differ;
 * {@code 1} and {@code 1.0} do not. {@code ordered} says that neighbours in the list are alike.
 */
public record CategoricalDistribution(List<@Nullable Object> choices, boolean ordered) implements Distribution {
    public CategoricalDistribution {
        // List.copyOf refuses null, which is a legal choice
        choices = Collections.unmodifiableList(new ArrayList<>(choices));
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("at least one choice, but there is none");
        }
        Set<Object> seen = new HashSet<>();
        for (Object choice : choices) {
            if (!(choice == null
                    || choice instanceof String
                    || choice instanceof Boolean
                    || choice instanceof Number)) {
                throw new IllegalArgumentException(
                        "choices are strings, numbers, booleans or null, but one is " + choice);
            }
            if (!seen.add(canonical(choice))) {
                throw new IllegalArgumentException("choices differ, but " + choice + " is there twice");
            }
        }
    }

    public static CategoricalDistribution of(@Nullable Object... choices) {
        return new CategoricalDistribution(java.util.Arrays.asList(choices), false);
    }

    @Override
    public boolean contains(double internal) {
        return internal >= 0 && internal < choices.size() && internal == Math.rint(internal);
    }

    @Override
    public boolean single() {
        return choices.size() == 1;
    }

    @Override
    public long cardinality() {
        return choices.size();
    }

    @Override
    public @Nullable Object external(double internal) {
        return choices.get((int) internal);
    }

    @Override
    public double internal(@Nullable Object external) {
        Object wanted = canonical(external);
        for (int i = 0; i < choices.size(); i++) {
            if (wanted.equals(canonical(choices.get(i)))) {
                return i;
            }
        }
        throw new IllegalArgumentException("one of " + choices + ", but it is " + external);
    }

    /** Equal exactly for choices that a user would call the same. */
    private static Object canonical(@Nullable Object choice) {
        if (choice instanceof Number number) {
            return new BigDecimal(Objects.toString(number)).stripTrailingZeros();
        }
        return choice == null ? List.of() : choice;
    }
}
