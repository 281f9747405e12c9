package io.asktell.server.http;

import static io.asktell.server.http.DocsPage.escaped;

import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneConfirmation;
import io.asktell.api.ParamTuneDetail;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tune as one HTML file that needs nothing else: its result, plots, and every combination. */
final class TuneReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #1d2733; --line: #d5dce4; --ground: #fff; --accent: #0b6b57; }
            @media (prefers-color-scheme: dark) { :root { --text: #e4e9ee; --line: #36414d; --ground: #14191f; --accent: #5ecfb3; } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--ground); }
            table { border-collapse: collapse; font-size: .9em; } td, th { padding: .2rem .7rem; border-bottom: 1px solid var(--line); text-align: left; }
            figure { display: inline-block; margin: 0 1rem 1rem 0; } svg text { fill: var(--text); font: 12px system-ui, sans-serif; }
            .axis { stroke: var(--line); } .dot { fill: var(--accent); } .best { stroke: var(--accent); fill: none; }
            """;
    private static final int WIDTH = 420;
    private static final int HEIGHT = 240;
    private static final int MARGIN = 44;

    private final ParamTuneDetail tune;
    private final List<String> parameters;
    private final List<ParamTuneCombo> combos;
    private final StringBuilder html = new StringBuilder();

    private record Point(double x, double y, String label) {}

    private TuneReport(ParamTuneDetail tune, List<String> parameters, List<ParamTuneCombo> combos) {
        this.tune = tune;
        this.parameters = parameters;
        this.combos = combos;
    }

    /** @param combos the best first */
    static String of(ParamTuneDetail tune, List<String> parameters, List<ParamTuneCombo> combos) {
        return new TuneReport(tune, parameters, combos).page();
    }

    private String page() {
        String title = "Tune of " + String.join(", ", tune.models()) + " on " + tune.suiteName();
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1><table>");
        fact("Tune", tune.jobId());
        fact("Status", tune.error() == null ? tune.status() : tune.status() + ": " + tune.error());
        fact("Mode", tune.optimizationMode());
        fact("Objective", String.join(", ", tune.objective().names()));
        fact("Combinations", tune.completedCombos() + " of " + tune.totalCombos());
        fact("Started", tune.startedAt());
        fact("Ended", tune.completedAt());
        var best = tune.best();
        if (best != null) {
            fact("Best", TuneCsv.value(best) + " with " + best.params() + " of " + best.model());
        }
        if (tune.stopReason() != null) {
            fact("Stopped", tune.stopReason());
        }
        var confirmation = tune.confirmation();
        if (confirmation != null) {
            fact("Winner, confirmed", mean(confirmation.winner()));
            versus("Runner-up, confirmed", confirmation.runnerUp(), confirmation.versusRunnerUp());
            versus("Defaults, confirmed", confirmation.defaults(), confirmation.versusDefaults());
        }
        html.append("</table><h2>Plots</h2>");
        plots();
        html.append("<h2>Combinations</h2>");
        table();
        return html.append("</body></html>\n").toString();
    }

    private void fact(String name, @Nullable Object value) {
        html.append("<tr><th>")
                .append(name)
                .append("</th><td>")
                .append(text(value))
                .append("</td></tr>");
    }

    private void versus(
            String name,
            ParamTuneConfirmation.@Nullable Contender contender,
            ParamTuneConfirmation.@Nullable Versus versus) {
        if (contender != null) {
            fact(name, mean(contender) + (versus == null ? "" : "; verdict: " + versus.verdict()));
        }
    }

    private static String mean(ParamTuneConfirmation.Contender contender) {
        Double mean = contender.mean();
        return mean == null
                ? "not run"
                : String.format(Locale.ROOT, "%.3f on %d cases, at 95 %% %s", mean, contender.n(), contender.interval());
    }

    private static String text(@Nullable Object value) {
        return escaped(Objects.toString(value, ""));
    }

    private void plots() {
        var inTime = combos.stream()
                .filter(combo -> combo.value() != null && combo.completedAt() != null)
                .sorted(Comparator.comparing(ParamTuneCombo::completedAt))
                .toList();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < inTime.size(); i++) {
            points.add(point(i + 1, inTime.get(i)));
        }
        plot("in the order of completion", points);
        for (String name : parameters) {
            List<Point> byParameter = new ArrayList<>();
            for (var combo : inTime) {
                if (combo.params().get(name) instanceof Number number) {
                    byParameter.add(point(number.doubleValue(), combo));
                }
            }
            plot(name, byParameter);
        }
    }

    private static Point point(double x, ParamTuneCombo combo) {
        var value = Objects.requireNonNull(combo.value());
        return new Point(x, value.toArray()[0], combo.model() + " " + combo.params());
    }

    /** The first objective over something; nothing to see is no plot. */
    private void plot(String what, List<Point> all) {
        var points = all.stream()
                .filter(point -> Double.isFinite(point.x) && Double.isFinite(point.y))
                .toList();
        if (points.isEmpty()) {
            return;
        }
        double left = points.stream().mapToDouble(Point::x).min().orElseThrow();
        double right = points.stream().mapToDouble(Point::x).max().orElseThrow();
        double bottom = points.stream().mapToDouble(Point::y).min().orElseThrow();
        double top = points.stream().mapToDouble(Point::y).max().orElseThrow();
        html.append("<figure><svg width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(escaped(tune.objective().names().get(0) + " by " + what))
                .append("\">");
        int floor = HEIGHT - MARGIN;
        html.append(String.format(
                Locale.ROOT,
                "<path class=\"axis\" fill=\"none\" d=\"M%d 10V%dH%d\"/>"
                        + "<text x=\"2\" y=\"20\">%.4g</text><text x=\"2\" y=\"%d\">%.4g</text>"
                        + "<text x=\"%d\" y=\"%d\">%.4g</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.4g</text>",
                MARGIN,
                floor,
                WIDTH - 10,
                top,
                floor,
                bottom,
                MARGIN,
                floor + 16,
                left,
                WIDTH - 10,
                floor + 16,
                right));
        for (var point : points) {
            html.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"dot\" r=\"3\" cx=\"%.1f\" cy=\"%.1f\"><title>%s</title></circle>",
                    MARGIN + share(point.x, left, right) * (WIDTH - 10 - MARGIN),
                    floor - share(point.y, bottom, top) * (floor - 10),
                    escaped(point.y + " " + point.label)));
        }
        html.append("</svg><figcaption>")
                .append(escaped(tune.objective().names().get(0) + " by " + what))
                .append("</figcaption></figure>");
    }

    private static double share(double value, double least, double most) {
        return most > least ? (value - least) / (most - least) : 0.5;
    }

    private void table() {
        html.append("<table><thead><tr><th>Combination</th><th>Model</th><th>Status</th><th>Value</th><th>Score</th>"
                + "<th>Passed</th><th>Latency, ms</th><th>Tokens</th>");
        parameters.forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
        html.append("<th>Adjusted</th></tr></thead><tbody>");
        for (var combo : combos) {
            html.append("<tr>");
            cell(combo.comboId());
            cell(combo.model());
            cell(combo.status());
            cell(TuneCsv.value(combo));
            cell(combo.score());
            cell(combo.passed() + " of " + combo.evaluated());
            cell(combo.latencyMs());
            cell(combo.totalTokens());
            parameters.forEach(name -> cell(combo.params().get(name)));
            cell(combo.adjustments().isEmpty() ? "" : combo.adjustments());
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }

    private void cell(@Nullable Object value) {
        html.append("<td>").append(text(value)).append("</td>");
    }
}
