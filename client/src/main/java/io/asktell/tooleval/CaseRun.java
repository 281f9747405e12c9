package io.asktell.tooleval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.asktell.api.CaseResult;

/**
 * One case, asked once.
 *
 * @param repeat from 0
 * @param weight the case's
 * @param reused whether it was taken over from an earlier evaluation of the same request
 */
public record CaseRun(int repeat, double weight, CaseScore score, ModelResponse response, boolean reused) {
    public CaseRun(int repeat, double weight, CaseScore score, ModelResponse response) {
        this(repeat, weight, score, response, false);
    }

    /** As it is reported to the server. */
    public CaseResult toWire() {
        var calls = JsonNodeFactory.instance.arrayNode();
        response.calls().forEach(call -> calls.add(call.toJson()));
        var tokens = JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", response.usage().promptTokens())
                .put("completion_tokens", response.usage().completionTokens());
        return new CaseResult(
                score.caseId(),
                repeat,
                score.outcome().word(),
                score.score(),
                calls,
                (double) response.latencyMs(),
                tokens,
                response.error(),
                score.detail(),
                reused ? true : null);
    }
}
