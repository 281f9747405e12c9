package io.asktell.tooleval;

/** Why a model stopped. */
public enum FinishReason {
    /** It had finished, with or without calls. */
    STOP,
    /** It ran into the token limit. */
    LENGTH,
    /** It declined, or a filter did. */
    REFUSAL,
    /** There is no answer; {@link ModelResponse#error} says why. */
    ERROR
}
