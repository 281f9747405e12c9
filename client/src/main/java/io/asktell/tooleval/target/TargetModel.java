package io.asktell.tooleval.target;

import io.asktell.tooleval.ModelResponse;

/** A model that is asked for tool calls. Safe for use by several threads. */
public interface TargetModel {
    /**
     * The model's answer. A provider that does not give one, after the retries it deserves, is an answer with
     * {@link ModelResponse#error}, not an exception. An interrupt aborts the call that is under way.
     */
    ModelResponse complete(ModelRequest request) throws InterruptedException;

    /** Whether {@link ModelRequest#seed} is sent. */
    default boolean takesSeed() {
        return true;
    }
}
