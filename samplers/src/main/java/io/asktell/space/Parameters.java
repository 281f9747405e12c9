package io.asktell.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one trial: a point of a {@link SearchSpace}, read by name. Inactive parameters are absent. */
public final class Parameters {
    private final SearchSpace space;
    private final double[] point;

    private Parameters(SearchSpace space, double[] point) {
        this.space = space;
        this.point = point;
    }

    /**
     * Takes a point of the space.
     *
     * @throws IllegalArgumentException if it lies outside
     */
    public static Parameters of(SearchSpace space, double[] point) {
        if (!space.contains(point)) {
            throw new IllegalArgumentException("a point of " + space + ", but it is " + Arrays.toString(point));
        }
        return new Parameters(space, point.clone());
    }

    /** A copy of the internal forms, one per parameter of the space, NaN where inactive. */
    public double[] point() {
        return point.clone();
    }

    public boolean has(String name) {
        return space.indexOf(name).filter(i -> !Double.isNaN(point[i])).isPresent();
    }

    /** The value of an active parameter; null only where null is the choice. */
    public @Nullable Object get(String name) {
        int index =
                space.indexOf(name).orElseThrow(() -> new IllegalArgumentException("no parameter is named " + name));
        if (Double.isNaN(point[index])) {
            throw new IllegalArgumentException("an active parameter, but " + name + " is inactive here");
        }
        return space.distribution(index).external(point[index]);
    }

    /** Name to value, in the order of the space, without the inactive ones. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
            if (!Double.isNaN(point[i])) {
                values.put(space.parameter(i).name(), space.distribution(i).external(point[i]));
            }
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters that && space.equals(that.space) && Arrays.equals(point, that.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(point);
    }

    @Override
    public String toString() {
        return asMap().toString();
    }
}
