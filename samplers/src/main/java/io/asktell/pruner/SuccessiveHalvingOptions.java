package io.asktell.pruner;

/**
 * Where a {@link SuccessiveHalvingPruner} judges.
 *
 * @param minResource the step of the first judgement
 * @param reductionFactor of how many trials one goes on, and how many times as far
 */
public record SuccessiveHalvingOptions(int minResource, int reductionFactor) {
    public SuccessiveHalvingOptions {
        if (minResource < 1 || reductionFactor < 2) {
            throw new IllegalArgumentException("minResource >= 1, reductionFactor >= 2, but minResource=" + minResource
                    + " reductionFactor=" + reductionFactor);
        }
    }

    public static SuccessiveHalvingOptions defaults() {
        return new SuccessiveHalvingOptions(1, 4);
    }
}
