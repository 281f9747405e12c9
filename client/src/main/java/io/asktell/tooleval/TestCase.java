package io.asktell.tooleval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One conversation and the calls that should answer it.
 *
 * @param tools in place of the suite's, if the case has its own
 * @param expectedCalls in any order; empty if the model must not call
 * @param weight share of this case in the score of the suite, relative to the others; 1 is usual
 */
public record TestCase(
        String id,
        List<Message> messages,
        @Nullable List<Tool> tools,
        List<ExpectedCall> expectedCalls,
        @Nullable String category,
        double weight) {
    public TestCase {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("case " + id + " has no messages");
        }
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) { // written so that NaN fails it
            throw new IllegalArgumentException("weight > 0 and finite, but case " + id + " has " + weight);
        }
        messages = List.copyOf(messages);
        tools = tools == null ? null : List.copyOf(tools);
        expectedCalls = List.copyOf(expectedCalls);
    }

    /** What the user said last: the text that stands for the case in lists. */
    public String prompt() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("user")) {
                return messages.get(i).content();
            }
        }
        return messages.get(messages.size() - 1).content();
    }
}
