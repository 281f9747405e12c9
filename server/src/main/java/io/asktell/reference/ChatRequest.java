package io.asktell.reference;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A chat completion that was asked for, checked.
 *
 * @param prompt what the person said last
 * @param answered whether tools already answered it
 * @param read the text of all messages and tools, of which the tokens are counted
 * @param stop the answer's text ends before any of these
 */
record ChatRequest(
        String prompt,
        boolean answered,
        String read,
        List<ToolSpec> tools,
        ToolChoice toolChoice,
        boolean parallelToolCalls,
        SamplingParameters sampling,
        OptionalLong seed,
        OptionalInt maxTokens,
        List<String> stop) {
    ChatRequest {
        tools = List.copyOf(tools);
        stop = List.copyOf(stop);
    }
}
