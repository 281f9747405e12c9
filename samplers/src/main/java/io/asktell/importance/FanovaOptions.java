package io.asktell.importance;

/**
 * The forest of a {@link Fanova} or {@link MeanDecreaseImpurity}.
 *
 * @param trees how many there are; more make the shares steadier
 * @param samples how many trials a tree learns from at most, drawn with repetition
 * @param seed what its random choices follow from
 */
public record FanovaOptions(int trees, int samples, long seed) {
    public FanovaOptions {
        if (trees < 1 || samples < 2) {
            throw new IllegalArgumentException("trees >= 1, samples >= 2, but trees=" + trees + " samples=" + samples);
        }
    }

    public static FanovaOptions defaults() {
        return new FanovaOptions(64, 4000, 0);
    }

    public FanovaOptions withTrees(int trees) {
        return new FanovaOptions(trees, samples, seed);
    }

    public FanovaOptions withSamples(int samples) {
        return new FanovaOptions(trees, samples, seed);
    }

    public FanovaOptions withSeed(long seed) {
        return new FanovaOptions(trees, samples, seed);
    }
}
