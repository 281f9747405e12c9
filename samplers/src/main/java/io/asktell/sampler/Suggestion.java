package io.asktell.sampler;

import io.asktell.space.Parameters;

/** Parameters for a trial, and where they came from. */
public record Suggestion(Parameters parameters, Origin origin) {
    /** How a suggestion was made. */
    public enum Origin {
        /** Drawn at random before there was enough history for a model. */
        STARTUP,
        /** Chosen by the sampler's model (or by the sampler itself, where it has none). */
        MODEL,
        /** Drawn because the model failed, or was not ready in time. */
        FALLBACK,
        /** The next cell of a grid. */
        GRID,
        /** Enqueued by somebody. */
        QUEUE
    }
}
