package io.asktell.pruner;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link HyperbandPruner} divides what trials may use.
 *
 * @param minResource the step of the first judgement
 * @param maxResource the step that trials end at; null: one more than the last step of any completed trial
 * @param reductionFactor of how many trials one goes on, and how many times as far
 */
public record HyperbandOptions(int minResource, @Nullable Integer maxResource, int reductionFactor) {
    public HyperbandOptions {
        if (minResource < 1 || maxResource != null && maxResource < minResource) {
            throw new IllegalArgumentException(
                    "1 <= minResource <= maxResource, but minResource=" + minResource + " maxResource=" + maxResource);
        }
        if (reductionFactor < 2) {
            throw new IllegalArgumentException("reductionFactor >= 2, but reductionFactor=" + reductionFactor);
        }
    }

    public static HyperbandOptions defaults() {
        return new HyperbandOptions(1, null, 3);
    }

    public HyperbandOptions withMinResource(int minResource) {
        return new HyperbandOptions(minResource, maxResource, reductionFactor);
    }

    public HyperbandOptions withMaxResource(@Nullable Integer maxResource) {
        return new HyperbandOptions(minResource, maxResource, reductionFactor);
    }

    public HyperbandOptions withReductionFactor(int reductionFactor) {
        return new HyperbandOptions(minResource, maxResource, reductionFactor);
    }
}
