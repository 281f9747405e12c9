package io.asktell.importance;

/**
 * What a {@link PedAnova} compares.
 *
 * @param quantile the share of trials, the best ones, whose parameters are compared with those of all
 * @param cells into how many cells a range is divided; choices, and ranges with fewer values, have one for each value
 */
public record PedAnovaOptions(double quantile, int cells) {
    public PedAnovaOptions {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("0 < quantile < 1, but quantile=" + quantile);
        }
        if (cells < 2) {
            throw new IllegalArgumentException("cells >= 2, but cells=" + cells);
        }
    }

    public static PedAnovaOptions defaults() {
        return new PedAnovaOptions(0.1, 50);
    }

    public PedAnovaOptions withQuantile(double quantile) {
        return new PedAnovaOptions(quantile, cells);
    }

    public PedAnovaOptions withCells(int cells) {
        return new PedAnovaOptions(quantile, cells);
    }
}
