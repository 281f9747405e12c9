package io.asktell.server.tooleval;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.tooleval.SuiteStatistics;
import java.util.List;

/** What answers to a suite say, in all and by category. */
public final class StatisticsAnswer {
    private StatisticsAnswer() {}

    public static void write(ObjectNode json, List<SuiteStatistics.Answer> answers) {
        write(json, SuiteStatistics.of(answers));
        var byCategory = json.putObject("by_category");
        SuiteStatistics.byCategory(answers).forEach((category, part) -> write(byCategory.putObject(category), part));
    }

    private static void write(ObjectNode json, SuiteStatistics statistics) {
        json.put("passed", statistics.passed());
        json.put("total", statistics.answers());
        json.put("score", statistics.score());
        json.put("n", statistics.cases());
        json.put("pass_rate", statistics.passRate());
        json.putArray("pass_rate_interval")
                .add(statistics.interval().low())
                .add(statistics.interval().high());
        var atK = json.putObject("pass_at_k");
        var hatK = json.putObject("pass_hat_k");
        for (int k = 1; k <= statistics.passAtK().size(); k++) {
            atK.put(Integer.toString(k), statistics.passAtK().get(k - 1));
            hatK.put(Integer.toString(k), statistics.passHatK().get(k - 1));
        }
    }
}
