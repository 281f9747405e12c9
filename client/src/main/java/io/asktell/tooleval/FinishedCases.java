package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CaseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cases of a run that were judged before: in an earlier attempt, or with an equal request. A provider's error is no judgement. */
public final class FinishedCases {
    /** Nothing was judged before. */
    public static final FinishedCases NONE = new FinishedCases(Map.of());

    private record Key(String caseId, int repeat) {}

    private final Map<Key, CaseRun> runs;

    private FinishedCases(Map<Key, CaseRun> runs) {
        this.runs = runs;
    }

    /** Those of the suite's cases whose results can be read; the others are asked again. */
    public static FinishedCases of(Suite suite, List<CaseResult> results) {
        Map<String, Double> weights = new HashMap<>();
        suite.cases().forEach(c -> weights.put(c.id(), c.weight()));
        Map<Key, CaseRun> runs = new HashMap<>();
        for (var result : results) {
            Double weight = weights.get(result.caseId());
            int repeat = result.repeat() == null ? 0 : result.repeat();
            if (weight != null) {
                judged(result)
                        .ifPresent(score -> runs.put(
                                new Key(result.caseId(), repeat),
                                new CaseRun(
                                        repeat,
                                        weight,
                                        score,
                                        response(result),
                                        Boolean.TRUE.equals(result.reused()))));
            }
        }
        return new FinishedCases(runs);
    }

    Optional<CaseRun> find(TestCase testCase, int repeat) {
        return Optional.ofNullable(runs.get(new Key(testCase.id(), repeat)));
    }

    /** With how many finished cases a run of the suite begins. */
    int leading(Suite suite, int firstRepeat, int repeats) {
        int cases = suite.cases().size();
        int step = 0;
        while (step < cases * repeats
                && find(suite.cases().get(step % cases), firstRepeat + step / cases)
                        .isPresent()) {
            step++;
        }
        return step;
    }

    private static Optional<CaseScore> judged(CaseResult result) {
        Double told = result.score();
        if (told == null) {
            return Optional.empty();
        }
        double score = told;
        return Arrays.stream(Outcome.values())
                .filter(known -> known != Outcome.PROVIDER_ERROR)
                .filter(known -> known.word().equals(result.outcome()) && (known == Outcome.CORRECT) == (score == 1))
                .findFirst()
                .map(known -> new CaseScore(
                        result.caseId(),
                        known,
                        known == Outcome.CORRECT,
                        score,
                        result.detail() == null ? "" : result.detail()));
    }

    private static ModelResponse response(CaseResult result) {
        List<ToolCall> calls = new ArrayList<>();
        JsonNode made = result.calls();
        if (made != null) {
            made.forEach(call -> calls.add(ToolCall.ofJson(call.path("name").asText(), call.get("arguments"))));
        }
        JsonNode tokens = result.tokens();
        var usage = tokens == null
                ? Usage.NONE
                : new Usage(
                        tokens.path("prompt_tokens").asLong(),
                        tokens.path("completion_tokens").asLong());
        Double latency = result.latencyMs();
        return new ModelResponse(
                calls, null, FinishReason.STOP, usage, latency == null ? 0 : Math.round(latency), null);
    }
}
