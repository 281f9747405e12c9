package io.asktell.server.http;

import static io.asktell.server.http.DocsPage.escaped;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Plots of a tune's report, as SVG that takes its colours from the page. */
final class ReportPlots {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 270;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 14;
    private static final int TOP = 14;
    private static final int FLOOR = HEIGHT - 42;
    private static final int TICKS = 4;
    private static final int BAR = 26;

    private ReportPlots() {}

    /** @param best whether it stands out */
    record Point(double x, double y, String label, boolean best) {}

    /** Values over numbers; with {@code path}, joined to a line of steps from the left. */
    static String scatter(String xTitle, String yTitle, List<Point> points, List<Point> path) {
        var x = Axis.of(points, Point::x, LEFT + 8, RIGHT - 8);
        var y = Axis.of(points, Point::y, FLOOR - 8, TOP + 6);
        var svg = begin(xTitle, yTitle);
        y.ticks().forEach(tick -> horizontal(svg, y.at(tick), number(tick)));
        x.ticks().forEach(tick -> below(svg, x.at(tick), number(tick)));
        steps(svg, x, y, path);
        points.forEach(point -> dot(svg, x.at(point.x), y.at(point.y), point));
        return end(svg);
    }

    /** Values over choices, in columns; {@code x} of a point is the number of its column. */
    static String columns(String xTitle, String yTitle, List<String> columns, List<Point> points) {
        var y = Axis.of(points, Point::y, FLOOR - 8, TOP + 6);
        var svg = begin(xTitle, yTitle);
        y.ticks().forEach(tick -> horizontal(svg, y.at(tick), number(tick)));
        double width = (double) (RIGHT - LEFT) / columns.size();
        int most = Math.max(3, (int) (width / 7));
        for (int i = 0; i < columns.size(); i++) {
            var name = columns.get(i);
            below(svg, LEFT + (i + 0.5) * width, name.length() <= most ? name : name.substring(0, most - 1) + "…");
        }
        int n = 0;
        for (var point : points) {
            double aside = (n++ % 7 - 3) * Math.min(width / 10, 7); // so that equal ones do not hide each other
            dot(svg, LEFT + (point.x + 0.5) * width + aside, y.at(point.y), point);
        }
        return end(svg);
    }

    /** Shares of 1, one bar each. */
    static String bars(String title, List<String> names, List<Double> shares) {
        int height = names.size() * BAR + 8;
        var svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\""
                + escaped(title) + "\">");
        int from = 150;
        for (int i = 0; i < names.size(); i++) {
            double share = shares.get(i);
            int middle = i * BAR + 18;
            svg.append(format(
                    "<text class=\"name\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" rx=\"3\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%.0f %%</text>",
                    from - 8,
                    middle,
                    escaped(names.get(i)),
                    from,
                    middle - 12,
                    Math.max(1.5, share * (WIDTH - from - 56)),
                    from + share * (WIDTH - from - 56) + 8,
                    middle,
                    100 * share));
        }
        return end(svg);
    }

    private static StringBuilder begin(String xTitle, String yTitle) {
        var svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .append(escaped(yTitle + " by " + xTitle))
                .append("\">");
        svg.append(format("<path class=\"axis\" d=\"M%d %dV%dH%d\"/>", LEFT, TOP, FLOOR, RIGHT));
        svg.append(format(
                "<text class=\"title\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + RIGHT) / 2, HEIGHT - 6, escaped(xTitle)));
        svg.append(format(
                "<text class=\"title\" transform=\"translate(13 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + FLOOR) / 2, escaped(yTitle)));
        return svg;
    }

    private static String end(StringBuilder svg) {
        return svg.append("</svg>").toString();
    }

    private static void horizontal(StringBuilder svg, double y, String text) {
        svg.append(format(
                "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                LEFT, y, RIGHT, LEFT - 6, y + 4, text));
    }

    private static void below(StringBuilder svg, double x, String text) {
        svg.append(format("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x, FLOOR + 17, escaped(text)));
    }

    private static void dot(StringBuilder svg, double x, double y, Point point) {
        svg.append(format(
                "<circle class=\"%s\" r=\"%s\" cx=\"%.1f\" cy=\"%.1f\"><title>%s</title></circle>",
                point.best ? "dot best" : "dot", point.best ? "6" : "3.5", x, y, escaped(point.label)));
    }

    private static void steps(StringBuilder svg, Axis x, Axis y, List<Point> path) {
        if (path.size() < 2) {
            return;
        }
        var d = new StringBuilder();
        for (var point : path) {
            d.append(
                    d.isEmpty()
                            ? format("M%.1f %.1f", x.at(point.x), y.at(point.y))
                            : format("H%.1fV%.1f", x.at(point.x), y.at(point.y)));
        }
        svg.append("<path class=\"line\" d=\"").append(d).append("\"/>");
    }

    /** As people write it: at most four figures, no zeros at the end. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        var text = new BigDecimal(value, new MathContext(4)).stripTrailingZeros();
        return Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7 ? text.toString() : text.toPlainString();
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }

    /** Numbers along a line of the plot. */
    private record Axis(double low, double high, double from, double to) {
        static Axis of(List<Point> points, ToDoubleFunction<Point> value, double from, double to) {
            double low = points.stream().mapToDouble(value).min().orElse(0);
            double high = points.stream().mapToDouble(value).max().orElse(1);
            double margin = high > low ? 0 : Math.max(Math.abs(high) * 0.1, 0.5);
            return new Axis(low - margin, high + margin, from, to);
        }

        double at(double value) {
            return from + (value - low) / (high - low) * (to - from);
        }

        /** Round numbers, about as many as there is room for. */
        List<Double> ticks() {
            double rough = (high - low) / TICKS;
            double unit = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = rough / unit < 1.5
                    ? unit
                    : rough / unit < 3.5 ? 2 * unit : rough / unit < 7.5 ? 5 * unit : 10 * unit;
            return DoubleStream.iterate(Math.ceil(low / step - 1e-9), n -> n * step <= high + 1e-9 * step, n -> n + 1)
                    .mapToObj(n -> n * step)
                    .toList();
        }
    }
}
