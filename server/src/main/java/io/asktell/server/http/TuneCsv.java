package io.asktell.server.http;

import io.asktell.api.ParamTuneCombo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Combinations as CSV (RFC 4180), a line each. */
final class TuneCsv {
    private TuneCsv() {}

    /** @param front of several objectives: those that no other dominates */
    static String of(List<String> parameters, List<ParamTuneCombo> combos, List<ParamTuneCombo> front) {
        var text = new StringBuilder(
                "combo_id,model,status,value,score,passed,evaluated,total,latency_ms,total_tokens,cost");
        parameters.forEach(name -> text.append(',').append(TrialCsv.cell("params_" + name)));
        text.append(",adjustments,error,run_id,started_at,completed_at,pareto\r\n");
        var dominant = front.stream().map(ParamTuneCombo::comboId).collect(Collectors.toSet());
        combos.forEach(combo -> text.append(row(parameters, combo, dominant)));
        return text.toString();
    }

    private static String row(List<String> parameters, ParamTuneCombo combo, Set<String> front) {
        var line = new StringJoiner(",", "", "\r\n");
        line.add(TrialCsv.cell(combo.comboId()));
        line.add(TrialCsv.cell(combo.model()));
        line.add(TrialCsv.cell(combo.status()));
        line.add(TrialCsv.cell(value(combo)));
        line.add(TrialCsv.cell(combo.score()));
        line.add(TrialCsv.cell(combo.passed()));
        line.add(TrialCsv.cell(combo.evaluated()));
        line.add(TrialCsv.cell(combo.total()));
        line.add(TrialCsv.cell(combo.latencyMs()));
        line.add(TrialCsv.cell(combo.totalTokens()));
        line.add(TrialCsv.cell(combo.cost()));
        parameters.forEach(name -> line.add(TrialCsv.cell(combo.params().get(name))));
        line.add(TrialCsv.cell(
                combo.adjustments().isEmpty() ? "" : combo.adjustments().toString()));
        line.add(TrialCsv.cell(combo.error()));
        line.add(TrialCsv.cell(combo.runId()));
        line.add(TrialCsv.cell(combo.startedAt()));
        line.add(TrialCsv.cell(combo.completedAt()));
        line.add(front.isEmpty() ? "" : TrialCsv.cell(front.contains(combo.comboId())));
        return line.toString();
    }

    /** Several objectives with spaces between them. */
    static Object value(ParamTuneCombo combo) {
        var scores = combo.value();
        double[] values = scores == null ? new double[0] : scores.toArray();
        return values.length == 1
                ? Double.valueOf(values[0])
                : Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
