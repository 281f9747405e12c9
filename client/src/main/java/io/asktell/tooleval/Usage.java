package io.asktell.tooleval;

/** Tokens as the provider counted them; zero if it did not. */
public record Usage(long promptTokens, long completionTokens) {
    /** Nothing counted. */
    public static final Usage NONE = new Usage(0, 0);

    /** Both kinds. */
    public long totalTokens() {
        return promptTokens + completionTokens;
    }

    /** The sum of two. */
    public Usage plus(Usage other) {
        return new Usage(promptTokens + other.promptTokens, completionTokens + other.completionTokens);
    }
}
