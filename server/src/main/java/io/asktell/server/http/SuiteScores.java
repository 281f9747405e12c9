package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.tooleval.StatisticsAnswer;
import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.Scorer;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteStatistics;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Scores of answers that were recorded elsewhere. */
final class SuiteScores {
    private SuiteScores() {}

    /** Several answers to one case are repeats. */
    record ScoreRequest(@Nullable List<@Nullable Response> responses) {}

    /** @param turns the answers to the turns of a case that has several, in place of calls and text */
    record Response(
            @Nullable String caseId,
            @Nullable List<@Nullable Call> calls,
            @Nullable String text,
            @Nullable List<@Nullable Answer> turns) {}

    /** The answer to one turn. */
    record Answer(
            @Nullable List<@Nullable Call> calls, @Nullable String text) {}

    /** @param arguments an object, or the text of one, as models send it */
    record Call(@Nullable String name, @Nullable JsonNode arguments) {}

    static ObjectNode of(Suite suite, ScoreRequest request) {
        var responses = request.responses();
        if (responses == null || responses.isEmpty()) {
            throw new InvalidException("responses", "a list of responses is required");
        }
        Map<String, TestCase> cases = new HashMap<>();
        suite.cases().forEach(c -> cases.put(c.id(), c));
        var errors = new FieldErrors();
        var answer = Json.mapper().createObjectNode();
        var list = answer.putArray("cases");
        List<SuiteStatistics.Answer> scored = new ArrayList<>();
        for (int i = 0; i < responses.size(); i++) {
            var response = responses.get(i);
            String path = "responses[" + i + "]";
            var testCase = response == null ? null : cases.get(response.caseId());
            if (response == null || testCase == null) {
                errors.add(path + ".case_id", "the suite has no case of this id");
                continue;
            }
            var turns = Scorer.scoreTurns(suite, testCase, recorded(response, testCase, path, errors));
            var score = CaseScore.ofTurns(turns);
            scored.add(new SuiteStatistics.Answer(testCase, score));
            var shown = shown(list.addObject().put("case_id", score.caseId()), score);
            if (turns.size() > 1) {
                var each = shown.putArray("turns");
                turns.forEach(turn -> shown(each.addObject(), turn));
            }
        }
        errors.throwIfAny();
        StatisticsAnswer.write(answer, scored);
        return answer;
    }

    private static ObjectNode shown(ObjectNode json, CaseScore score) {
        return json.put("outcome", score.outcome().word())
                .put("passed", score.passed())
                .put("score", score.score())
                .put("detail", score.detail());
    }

    /** The answer to each turn. */
    private static List<ModelResponse> recorded(Response response, TestCase testCase, String path, FieldErrors errors) {
        var turns = response.turns();
        if (turns == null) {
            errors.check(
                    testCase.turns().size() == 1,
                    path + ".turns",
                    "this case has several turns: give an answer to each");
            return List.of(recorded(response.calls(), response.text(), path, errors));
        }
        errors.check(response.calls() == null, path + ".calls", "calls, or turns with calls, not both");
        errors.check(
                turns.size() <= testCase.turns().size(),
                path + ".turns",
                "at most one answer to each turn of the case");
        List<ModelResponse> answers = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            var turn = turns.get(i);
            String where = path + ".turns[" + i + "]";
            answers.add(
                    turn == null
                            ? ModelResponse.recorded(List.of(), null)
                            : recorded(turn.calls(), turn.text(), where, errors));
        }
        return answers;
    }

    private static ModelResponse recorded(
            @Nullable List<@Nullable Call> given, @Nullable String text, String path, FieldErrors errors) {
        var calls = Objects.requireNonNullElse(given, List.<@Nullable Call>of());
        List<ToolCall> read = new ArrayList<>();
        for (int k = 0; k < calls.size(); k++) {
            var call = calls.get(k);
            String name = call == null ? null : call.name();
            if (call == null || name == null) {
                errors.add(path + ".calls[" + k + "].name", "the name of a tool is required");
                continue;
            }
            read.add(ToolCall.ofJson(name, call.arguments()));
        }
        return ModelResponse.recorded(read, text);
    }
}
