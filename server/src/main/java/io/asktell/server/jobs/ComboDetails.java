package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.api.ParamTuneCase;
import io.asktell.api.ParamTuneComboDetail;
import io.asktell.server.models.Models;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.CaseResultRow;
import io.asktell.server.tooleval.StatisticsAnswer;
import io.asktell.server.tooleval.Suites;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.SuiteStatistics;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A combination case by case, beside what the suite asked and expected. */
public final class ComboDetails {
    private final Combos combos;
    private final Suites suites;

    public ComboDetails(Combos combos, Suites suites) {
        this.combos = combos;
        this.suites = suites;
    }

    /** The cases in the order of the suite, each with its repeats. */
    public ParamTuneComboDetail of(Combos.Run run) {
        var rows = combos.results(run);
        Map<String, List<CaseResultRow>> byCase = new HashMap<>();
        rows.forEach(row ->
                byCase.computeIfAbsent(row.caseId(), id -> new ArrayList<>()).add(row));
        List<ParamTuneCase> cases = new ArrayList<>();
        List<SuiteStatistics.Answer> answers = new ArrayList<>();
        var suite = suite(run);
        for (var testCase : suite.map(Suite::cases).orElse(List.of())) {
            var results = byCase.remove(testCase.id());
            for (var row : results == null ? List.<CaseResultRow>of() : results) {
                cases.add(shown(row, testCase));
                CaseResults.score(row).ifPresent(score -> answers.add(new SuiteStatistics.Answer(testCase, score)));
            }
        }
        rows.stream().filter(row -> byCase.containsKey(row.caseId())).forEach(row -> cases.add(shown(row, null)));
        var statistics = Json.mapper().createObjectNode();
        StatisticsAnswer.write(statistics, answers);
        return new ParamTuneComboDetail(
                run.job().id(), run.job().suiteId(), run.job().suiteVersion(), run.combo(), statistics, cases);
    }

    private Optional<Suite> suite(Combos.Run run) {
        try {
            return Optional.of(
                    Suites.suite(suites.find(run.job().suiteId(), run.job().suiteVersion())));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static ParamTuneCase shown(CaseResultRow row, @Nullable TestCase testCase) {
        return new ParamTuneCase(
                row.caseId(),
                row.repeat(),
                testCase == null ? null : testCase.category(),
                testCase == null ? null : testCase.prompt(),
                testCase == null ? null : expected(testCase),
                row.calls() == null ? null : Models.json(row.calls()),
                row.outcome(),
                row.score(),
                row.latencyMs(),
                row.tokens() == null ? null : Models.json(row.tokens()),
                row.error(),
                row.detail());
    }

    private static JsonNode expected(TestCase testCase) {
        if (testCase.turns().stream().anyMatch(Turn::anyCall)) {
            return Json.mapper().createObjectNode().put("any_call", true);
        }
        var calls = Json.mapper().createArrayNode();
        testCase.expectedCalls().forEach(call -> calls.add(SuiteCodec.write(call)));
        return calls;
    }
}
