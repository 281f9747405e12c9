package io.asktell.server.http;

import static io.asktell.server.http.DocsPage.escaped;
import static io.asktell.server.http.ExportValues.list;
import static io.asktell.server.http.ExportValues.percent;
import static io.asktell.server.http.ExportValues.shown;
import static io.asktell.server.http.ExportValues.value;
import static io.asktell.server.http.ReportPlots.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Tables of a tune's report. */
final class ReportTables {
    private static final int MAX_ROWS = 2000;

    private final JsonNode export;
    private final JsonNode tune;
    private final List<JsonNode> combos;
    private final List<String> parameters;
    private final List<String> objectives;
    private final StringBuilder html;

    ReportTables(JsonNode export, List<String> parameters, List<String> objectives, StringBuilder html) {
        this.export = export;
        this.tune = export.path("tune");
        this.combos = list(export.path("combos"));
        this.parameters = parameters;
        this.objectives = objectives;
        this.html = html;
    }

    void categories() {
        var byCategory = export.at("/best_run/statistics/by_category");
        if (byCategory.isEmpty()) {
            return;
        }
        html.append(
                        "<h2>The best configuration by category</h2><div class=\"wide\"><table><thead><tr><th>Category</th>")
                .append(
                        "<th class=\"number\">Cases</th><th class=\"number\">Passed</th><th class=\"number\">Pass rate</th>")
                .append("<th class=\"number\">95 % interval</th><th class=\"number\">Score</th></tr></thead><tbody>");
        byCategory.properties().forEach(entry -> {
            var part = entry.getValue();
            html.append("<tr>");
            cell(entry.getKey(), false);
            cell(part.path("n").asText(), true);
            cell(part.path("passed").asText() + " of " + part.path("total").asText(), true);
            cell(percent(part.path("pass_rate")), true);
            cell(percent(part.at("/pass_rate_interval/0")) + " – " + percent(part.at("/pass_rate_interval/1")), true);
            cell(number(part.path("score").asDouble()), true);
            html.append("</tr>");
        });
        html.append("</tbody></table></div>");
    }

    /** Each kind of change once, with how many combinations had it. */
    void adjustments() {
        Map<List<String>, Integer> kinds = new LinkedHashMap<>();
        for (var combo : combos) {
            Stream<List<String>> changes = list(combo.path("adjustments")).stream()
                    .map(change -> List.of(
                            combo.path("model").asText(),
                            change.path("param").asText(),
                            change.path("action").asText(),
                            change.path("reason").asText()));
            changes.distinct().forEach(kind -> kinds.merge(kind, 1, Integer::sum));
        }
        if (kinds.isEmpty()) {
            return;
        }
        html.append(
                        "<h2>What the models would not take as it was</h2><div class=\"wide\"><table><thead><tr><th>Model</th>")
                .append(
                        "<th>Parameter</th><th>Change</th><th>Why</th><th class=\"number\">Combinations</th></tr></thead><tbody>");
        kinds.forEach((kind, count) -> {
            html.append("<tr>");
            kind.forEach(word -> cell(word, false));
            cell(count.toString(), true);
            html.append("</tr>");
        });
        html.append("</tbody></table></div>");
    }

    void combos() {
        boolean several = tune.path("models").size() > 1;
        html.append("<h2>All combinations</h2><div class=\"wide\"><table><thead><tr><th>Id</th>")
                .append(several ? "<th>Model</th>" : "")
                .append("<th>Status</th>");
        objectives.forEach(name ->
                html.append("<th class=\"number\">").append(escaped(name)).append("</th>"));
        html.append("<th class=\"number\">Passed</th><th class=\"number\">ms</th><th class=\"number\">Tokens</th>");
        parameters.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (var combo : combos.subList(0, Math.min(MAX_ROWS, combos.size()))) {
            boolean best = combo.path("run_id").equals(tune.path("best").path("run_id"));
            html.append(best ? "<tr class=\"first\">" : "<tr>");
            cell(combo.path("combo_id").asText(), false);
            if (several) {
                cell(combo.path("model").asText(), false);
            }
            cell(combo.path("status").asText().toLowerCase(Locale.ROOT), false);
            for (int i = 0; i < objectives.size(); i++) {
                cell(Double.isNaN(value(combo, i)) ? "" : number(value(combo, i)), true);
            }
            cell(
                    combo.path("passed").asText() + " of "
                            + combo.path("evaluated").asText(),
                    true);
            cell(
                    combo.path("latency_ms").isNumber()
                            ? number(combo.path("latency_ms").asDouble())
                            : "",
                    true);
            cell(
                    combo.path("total_tokens").isNumber()
                            ? combo.path("total_tokens").asText()
                            : "",
                    true);
            parameters.forEach(name -> cell(shown(combo.path("params").path(name)), false));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
        if (combos.size() > MAX_ROWS) {
            html.append("<p class=\"dim\">The first " + MAX_ROWS + " of " + combos.size() + "; the CSV has all.</p>");
        }
    }

    private void cell(String text, boolean number) {
        html.append(number ? "<td class=\"number\">" : "<td>")
                .append(escaped(text))
                .append("</td>");
    }
}
