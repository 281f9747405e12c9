package io.asktell.reference;

import java.util.List;

/**
 * What the model says.
 *
 * @param text empty when it calls tools
 */
record ChatAnswer(String text, List<Call> calls, FinishReason finishReason, int promptTokens, int completionTokens) {
    /** One call; the arguments are JSON as text, which need not be well-formed. */
    record Call(String name, String arguments) {}

    /** Why the model stopped. */
    enum FinishReason {
        STOP("stop"),
        LENGTH("length"),
        TOOL_CALLS("tool_calls");

        private final String wire;

        FinishReason(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }
}
