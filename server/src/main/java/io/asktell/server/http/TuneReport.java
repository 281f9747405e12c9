package io.asktell.server.http;

import static io.asktell.server.http.DocsPage.escaped;
import static io.asktell.server.http.ExportValues.list;
import static io.asktell.server.http.ExportValues.percent;
import static io.asktell.server.http.ExportValues.shown;
import static io.asktell.server.http.ExportValues.texts;
import static io.asktell.server.http.ExportValues.value;
import static io.asktell.server.http.ExportValues.values;
import static io.asktell.server.http.ReportPlots.number;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.server.http.ReportPlots.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tune's export as one HTML file that needs nothing else: winner, plots, and every combination. */
final class TuneReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #1d2733; --dim: #5c6b7a; --line: #dbe1e8; --ground: #fff; --card: #f6f8fa; --accent: #0b6b57; --accent-soft: #d9efe9; }
            @media (prefers-color-scheme: dark) { :root { --text: #e4e9ee; --dim: #9aa8b5; --line: #323d48; --ground: #12171c; --card: #1a2128; --accent: #5ecfb3; --accent-soft: #17382f; } }
            * { box-sizing: border-box; }
            body { font: 16px/1.55 system-ui, sans-serif; max-width: 66rem; margin: 2.5rem auto; padding: 0 1.25rem; color: var(--text); background: var(--ground); }
            h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.6rem 0 .8rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
            .dim, figcaption { color: var(--dim); } p { margin: .4rem 0; }
            .card { background: var(--card); border: 1px solid var(--line); border-left: 5px solid var(--accent); border-radius: 8px; padding: 1.1rem 1.4rem; margin: 1.6rem 0; break-inside: avoid; }
            .card .value { font-size: 2.5rem; font-weight: 650; line-height: 1.1; color: var(--accent); } .card .value small { font-size: 1rem; font-weight: 400; color: var(--dim); }
            .chip { display: inline-block; background: var(--accent-soft); border-radius: 5px; padding: .1rem .6rem; margin: .15rem .3rem .15rem 0; font-family: ui-monospace, monospace; font-size: .88rem; }
            .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 1rem 1.6rem; }
            figure { margin: 0; break-inside: avoid; } figcaption { font-size: .88rem; } figure svg { width: 100%; height: auto; max-width: 34rem; display: block; }
            svg text { fill: var(--dim); font: 11.5px system-ui, sans-serif; } svg .name { fill: var(--text); } svg .title { font-weight: 600; }
            .axis { stroke: var(--dim); fill: none; } .grid { stroke: var(--line); fill: none; } .line { stroke: var(--accent); stroke-width: 2; fill: none; }
            .dot { fill: var(--accent); opacity: .55; } .dot.best { opacity: 1; stroke: var(--ground); stroke-width: 2; } .bar { fill: var(--accent); opacity: .85; }
            .wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; width: 100%; }
            td, th { padding: .32rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; } th { color: var(--dim); font-weight: 600; white-space: nowrap; }
            .number { text-align: right; font-variant-numeric: tabular-nums; } tr.first td { font-weight: 650; } footer { margin: 3rem 0 1rem; font-size: .85rem; color: var(--dim); }
            @media print { body { margin: 0; max-width: none; font-size: 11pt; } .wide { overflow: visible; } tr { break-inside: avoid; } }
            """;

    private final JsonNode export;
    private final JsonNode tune;
    private final List<JsonNode> combos;
    private final List<String> parameters;
    private final String objective;
    private final StringBuilder html = new StringBuilder();

    private TuneReport(JsonNode export, List<String> parameters) {
        this.export = export;
        this.tune = export.path("tune");
        this.combos = list(export.path("combos"));
        this.parameters = parameters;
        this.objective = objectives().get(0);
    }

    /** @param export as JSON; its combinations the best first */
    static String of(JsonNode export, List<String> parameters) {
        return new TuneReport(export, parameters).page();
    }

    private String page() {
        String title = String.join(", ", texts(tune.path("models"))) + " on "
                + tune.path("suite_name").asText();
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(escaped("Tune of " + title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1>");
        subtitle();
        winner();
        plots();
        var tables = new ReportTables(export, parameters, objectives(), html);
        tables.categories();
        tables.adjustments();
        tables.combos();
        html.append("<footer>Tune ")
                .append(text(tune.path("job_id")))
                .append(", suite version ")
                .append(text(tune.path("suite_version")))
                .append(tune.path("seed").isNumber() ? ", seed " + text(tune.path("seed")) : "")
                .append(". Made with Asktell.</footer></body></html>\n");
        return html.toString();
    }

    private List<String> objectives() {
        var given = tune.path("objective");
        return given.isArray() ? texts(given) : List.of(given.asText());
    }

    private void subtitle() {
        List<String> parts = new ArrayList<>();
        parts.add(tune.path("optimization_mode").asText() + " search for " + String.join(", ", objectives()));
        parts.add(tune.path("completed_combos").asText() + " of "
                + tune.path("total_combos").asText() + " combinations");
        parts.add(tune.path("completed_evaluations").asText() + " evaluated cases");
        String started = tune.path("started_at").asText("");
        String ended = tune.path("completed_at").asText("");
        if (!started.isEmpty() && !started.equals("null")) {
            parts.add(started.substring(0, Math.min(10, started.length())));
            if (!ended.isEmpty() && !ended.equals("null")) {
                parts.add(words(Duration.between(Instant.parse(started), Instant.parse(ended))));
            }
        }
        String status = tune.path("status").asText();
        String error =
                tune.path("error").isTextual() ? ": " + tune.path("error").asText() : "";
        parts.add(status + error);
        html.append("<p class=\"dim\">")
                .append(escaped(String.join(" · ", parts)))
                .append("</p>");
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    private void winner() {
        var best = tune.path("best");
        if (!best.isObject()) {
            html.append("<div class=\"card\"><p>No combination was evaluated in full.</p></div>");
            return;
        }
        boolean several = objectives().size() > 1;
        html.append("<div class=\"card\"><p class=\"dim\">")
                .append(several ? "First of the Pareto front" : "Best configuration")
                .append("</p><p class=\"value\">")
                .append(escaped(values(best)))
                .append(" <small>")
                .append(escaped(String.join(", ", objectives()) + ", of "
                        + best.path("model").asText()))
                .append("</small></p><p>");
        best.path("params")
                .properties()
                .forEach(param -> html.append("<span class=\"chip\">")
                        .append(escaped(param.getKey() + " = " + shown(param.getValue())))
                        .append("</span>"));
        html.append("</p><p>Passed ")
                .append(text(best.path("passed")))
                .append(" of ")
                .append(text(best.path("evaluated")));
        var statistics = export.at("/best_run/statistics");
        if (statistics.path("pass_rate_interval").isArray()) {
            html.append(", a pass rate of ")
                    .append(percent(statistics.path("pass_rate")))
                    .append(" <span class=\"dim\">(95 % interval ")
                    .append(percent(statistics.at("/pass_rate_interval/0")))
                    .append(" to ")
                    .append(percent(statistics.at("/pass_rate_interval/1")))
                    .append(", ")
                    .append(text(statistics.path("n")))
                    .append(" cases)</span>");
        }
        html.append(".</p>");
        if (several) {
            html.append("<p class=\"dim\">No combination is better in everything than the ")
                    .append(export.path("pareto").size())
                    .append(" on the front; which of them is best is yours to say.</p>");
        }
        confirmation(tune.path("confirmation"));
        html.append("</div>");
    }

    /** Winner and defaults, both run afresh; without that a warning. */
    private void confirmation(JsonNode confirmation) {
        var versus = confirmation.path("versus_defaults");
        if (!versus.isObject()) {
            html.append(
                            "<p class=\"dim\">The best of many was lucky, too: compare it with the defaults on fresh repeats")
                    .append(" before believing its value.</p>");
            return;
        }
        html.append("<h3>Confirmed on fresh repeats</h3><table><thead><tr><th></th><th>Mean ")
                .append(text(confirmation.path("metric")))
                .append("</th><th>95 % interval</th></tr></thead><tbody>");
        contender("best configuration", confirmation.path("winner"));
        contender("the model's defaults", confirmation.path("defaults"));
        html.append("</tbody></table><p>Difference ").append(signed(versus.path("difference")));
        if (versus.path("interval").isArray()) {
            html.append(", 95 % interval ")
                    .append(signed(versus.at("/interval/0")))
                    .append(" to ")
                    .append(signed(versus.at("/interval/1")));
        }
        html.append(", paired over ")
                .append(text(versus.path("n")))
                .append(" cases: <strong>")
                .append(
                        switch (versus.path("verdict").asText()) {
                            case "winner" -> "better than the defaults";
                            case "defaults" -> "worse than the defaults";
                            default -> "no significant difference";
                        })
                .append("</strong>.</p>");
    }

    private void contender(String name, JsonNode contender) {
        var interval = contender.path("interval");
        html.append("<tr><td>")
                .append(name)
                .append("</td><td>")
                .append(
                        contender.path("mean").isNumber()
                                ? number(contender.path("mean").asDouble())
                                : "–")
                .append("</td><td>")
                .append(
                        interval.isArray()
                                ? number(interval.path(0).asDouble()) + " to "
                                        + number(interval.path(1).asDouble())
                                : "–")
                .append("</td></tr>");
    }

    private void plots() {
        var complete = combos.stream()
                .filter(combo -> Double.isFinite(value(combo, 0))
                        && !combo.path("completed_at").asText("").isEmpty())
                .sorted(Comparator.comparing(combo -> combo.path("completed_at").asText()))
                .toList();
        if (complete.isEmpty()) {
            return;
        }
        html.append("<h2>How the search went</h2><div class=\"plots\">");
        List<Point> points = new ArrayList<>();
        List<Point> best = new ArrayList<>();
        boolean rising = maximised(complete);
        for (int i = 0; i < complete.size(); i++) {
            var point = point(i + 1, complete.get(i));
            points.add(point);
            double before = best.isEmpty() ? point.y() : best.get(i - 1).y();
            best.add(new Point(i + 1, rising ? Math.max(before, point.y()) : Math.min(before, point.y()), "", false));
        }
        figure(
                ReportPlots.scatter("combinations evaluated", objective, points, best),
                "Each combination as it was completed, and the best so far.");
        importance();
        pareto(complete);
        html.append("</div><h2>Parameters</h2><div class=\"plots\">");
        parameters.forEach(name -> parameter(name, complete));
        html.append("</div>");
    }

    /** Whether more is better: the combinations come with the best one first. */
    private boolean maximised(List<JsonNode> complete) {
        double first = combos.stream()
                .mapToDouble(combo -> value(combo, 0))
                .filter(Double::isFinite)
                .findFirst()
                .orElse(0);
        return complete.stream().allMatch(combo -> value(combo, 0) <= first);
    }

    private void importance() {
        for (var model : export.path("importance")) {
            List<String> names = new ArrayList<>();
            List<Double> shares = new ArrayList<>();
            model.path("importances").properties().forEach(share -> {
                names.add(share.getKey());
                shares.add(share.getValue().asDouble());
            });
            if (!names.isEmpty()) {
                String of = model.path("model").asText();
                figure(
                        ReportPlots.bars("Importance of parameters for " + of, names, shares),
                        "How much of the variation in " + objective + " is owed to each parameter, for " + of + ".");
            }
        }
    }

    private void pareto(List<JsonNode> complete) {
        var objectives = objectives();
        if (objectives.size() < 2) {
            return;
        }
        List<String> front = texts(export.path("pareto"), "run_id");
        var points = complete.stream()
                .filter(combo -> Double.isFinite(value(combo, 1)))
                .map(combo -> new Point(
                        value(combo, 0),
                        value(combo, 1),
                        label(combo),
                        front.contains(combo.path("run_id").asText())))
                .toList();
        figure(
                ReportPlots.scatter(objective, objectives.get(1), points, List.of()),
                "Two objectives at once; large are those that no other combination dominates.");
    }

    private void parameter(String name, List<JsonNode> complete) {
        var with = complete.stream()
                .filter(combo -> !combo.path("params").path(name).isMissingNode())
                .toList();
        if (with.isEmpty()) {
            return;
        }
        boolean numbers =
                with.stream().allMatch(combo -> combo.path("params").path(name).isNumber());
        if (numbers) {
            var points = with.stream()
                    .map(combo -> point(combo.path("params").path(name).asDouble(), combo))
                    .toList();
            figure(ReportPlots.scatter(name, objective, points, List.of()), null);
            return;
        }
        var columns = with.stream()
                .map(combo -> shown(combo.path("params").path(name)))
                .distinct()
                .sorted()
                .toList();
        var points = with.stream()
                .map(combo -> point(columns.indexOf(shown(combo.path("params").path(name))), combo))
                .toList();
        figure(ReportPlots.columns(name, objective, columns, points), null);
    }

    private Point point(double x, JsonNode combo) {
        boolean best = combo.path("run_id").equals(tune.path("best").path("run_id"));
        return new Point(x, value(combo, 0), label(combo), best);
    }

    private static String label(JsonNode combo) {
        return values(combo) + ": " + combo.path("model").asText() + " " + combo.path("params");
    }

    private void figure(String svg, @Nullable String caption) {
        html.append("<figure>").append(svg);
        if (caption != null) {
            html.append("<figcaption>").append(escaped(caption)).append("</figcaption>");
        }
        html.append("</figure>");
    }

    private static String text(JsonNode value) {
        return escaped(value.asText());
    }

    private static String signed(JsonNode difference) {
        return (difference.asDouble() >= 0 ? "+" : "") + number(difference.asDouble());
    }
}
