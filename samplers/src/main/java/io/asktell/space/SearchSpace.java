package io.asktell.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a study, in order. Conditions may refer to any other parameter, in any order and to any depth, but not in a
 * circle.
 *
 * <p>A point of the space is an array of internal forms, one per parameter in this order, NaN where the parameter is inactive.
 */
public final class SearchSpace {
    private final List<Parameter> parameters;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final int[] parents; // index of the parameter a condition refers to, -1 without one
    private final double[][] activating; // internal forms of the parent that activate, sorted
    private final int[] order; // parents before children

    public SearchSpace(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("at least one parameter, but there is none");
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (indexes.putIfAbsent(parameters.get(i).name(), i) != null) {
                throw new IllegalArgumentException(
                        "names differ, but " + parameters.get(i).name() + " is there twice");
            }
        }
        parents = new int[parameters.size()];
        activating = new double[parameters.size()][];
        for (int i = 0; i < parents.length; i++) {
            resolveCondition(i);
        }
        order = parentsFirst();
    }

    public static SearchSpace of(Parameter... parameters) {
        return new SearchSpace(List.of(parameters));
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    public int size() {
        return parameters.size();
    }

    public Parameter parameter(int index) {
        return parameters.get(index);
    }

    public Distribution distribution(int index) {
        return parameters.get(index).distribution();
    }

    public Optional<Integer> indexOf(String name) {
        return Optional.ofNullable(indexes.get(name));
    }

    /** The indexes of all parameters, each after the one its condition refers to. */
    public int[] order() {
        return order.clone();
    }

    /** The index of the parameter that decides whether {@code index} is active, or -1 where nothing does. */
    public int parent(int index) {
        return parents[index];
    }

    public boolean conditional() {
        return Arrays.stream(parents).anyMatch(p -> p >= 0);
    }

    /** Whether the parameter has a value at this point; looks only at its parent's value there. */
    public boolean active(int index, double[] point) {
        int parent = parents[index];
        return parent < 0 || !Double.isNaN(point[parent]) && Arrays.binarySearch(activating[index], point[parent]) >= 0;
    }

    /** Whether the point has a value inside its distribution for every active parameter, and NaN for every other. */
    public boolean contains(double[] point) {
        if (point.length != size()) {
            return false;
        }
        for (int i = 0; i < point.length; i++) {
            if (active(i, point) ? !distribution(i).contains(point[i]) : !Double.isNaN(point[i])) {
                return false;
            }
        }
        return true;
    }

    private void resolveCondition(int index) {
        Condition when = parameters.get(index).when();
        parents[index] = -1;
        activating[index] = new double[0];
        if (when == null) {
            return;
        }
        String name = parameters.get(index).name();
        Integer parent = indexes.get(when.param());
        if (parent == null) {
            throw new IllegalArgumentException("a condition names another parameter, but " + name + " names "
                    + when.param() + ", which is not there");
        }
        try {
            activating[index] = when.in().stream()
                    .mapToDouble(value -> distribution(parent).internal(value))
                    .sorted()
                    .toArray();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a condition lists values of its parameter, but for " + name + " on " + when.param() + ": "
                            + e.getMessage(),
                    e);
        }
        parents[index] = parent;
    }

    private int[] parentsFirst() {
        List<Integer> sorted = new ArrayList<>();
        boolean[] done = new boolean[size()];
        while (sorted.size() < size()) {
            int before = sorted.size();
            for (int i = 0; i < size(); i++) {
                if (!done[i] && (parents[i] < 0 || done[parents[i]])) {
                    done[i] = true;
                    sorted.add(i);
                }
            }
            if (sorted.size() == before) {
                throw new IllegalArgumentException("conditions form no circle, but those of "
                        + parameters.stream()
                                .map(Parameter::name)
                                .filter(name -> !done[indexes.getOrDefault(name, 0)])
                                .toList()
                        + " do");
            }
        }
        return sorted.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof SearchSpace space && parameters.equals(space.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    @Override
    public String toString() {
        return "SearchSpace" + parameters;
    }
}
