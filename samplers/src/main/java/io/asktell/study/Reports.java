package io.asktell.study;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The intermediate values of one trial, by ascending step. Immutable. */
public final class Reports {
    public static final Reports NONE = new Reports(new int[0], new double[0]);

    private final int[] steps;
    private final double[] values;

    private Reports(int[] steps, double[] values) {
        this.steps = steps;
        this.values = values;
    }

    public static Reports of(Map<Integer, Double> byStep) {
        if (byStep.isEmpty()) {
            return NONE;
        }
        var sorted = new TreeMap<>(byStep);
        return new Reports(
                sorted.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sorted.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** @param steps ascending and without repeats; both arrays are kept, not copied */
    public static Reports ascending(int[] steps, double[] values) {
        return steps.length == 0 ? NONE : new Reports(steps, values);
    }

    public int size() {
        return steps.length;
    }

    /** About how much memory these take. */
    long bytes() {
        return steps.length == 0 ? 0 : 64 + 12L * steps.length;
    }

    public int step(int i) {
        return steps[i];
    }

    public double value(int i) {
        return values[i];
    }

    /** The step after the last; 0 without any. */
    public int end() {
        return steps.length == 0 ? 0 : steps[steps.length - 1] + 1;
    }

    /** The position of the first step that is not below {@code step}; {@link #size} where there is none. */
    public int firstFrom(int step) {
        int found = Arrays.binarySearch(steps, step);
        return found >= 0 ? found : -found - 1;
    }

    /** These and those; where both have a step, that one's value. */
    public Reports with(Map<Integer, Double> later) {
        var all = new TreeMap<Integer, Double>();
        for (int i = 0; i < steps.length; i++) {
            all.put(steps[i], values[i]);
        }
        all.putAll(later);
        return of(all);
    }

    /** As {@link #with(Map)}. */
    public Reports with(Reports later) {
        return later.size() == 0 ? this : size() == 0 ? later : with(later.asMap());
    }

    public Map<Integer, Double> asMap() {
        var map = new TreeMap<Integer, Double>();
        for (int i = 0; i < steps.length; i++) {
            map.put(steps[i], values[i]);
        }
        return map;
    }
}
