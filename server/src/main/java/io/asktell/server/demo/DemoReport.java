package io.asktell.server.demo;

import io.asktell.api.ParamTuneCombo;
import io.asktell.tooleval.CaseRun;
import io.asktell.tooleval.SuiteRun;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The result of a demo, for a person. */
final class DemoReport {
    private static final int BAR = 30;
    /** Two-sided 95 % of the normal distribution. */
    private static final double Z = 1.959964;

    private final PrintWriter out;

    DemoReport(PrintWriter out) {
        this.out = out;
    }

    void print(
            ParamTuneCombo best, SuiteRun confirmed, SuiteRun defaults, Map<String, Double> importances, int repeats) {
        out.printf("%nBest configuration%n");
        best.params().forEach((name, value) -> out.printf("  %-20s %s%n", name, shown(value)));
        out.printf(
                "  in the search        %d of %d passed, score %.3f%n", best.passed(), best.evaluated(), best.score());

        out.printf("%nFresh confirmation%n");
        line("best configuration", confirmed);
        line("model's defaults", defaults);
        verdict(confirmed, defaults, repeats);

        out.printf("%nWhat became of the best configuration's cases%n");
        Map<String, Integer> outcomes = new TreeMap<>();
        confirmed.cases().forEach(run -> outcomes.merge(run.score().outcome().word(), 1, Integer::sum));
        outcomes.forEach((outcome, count) -> out.printf("  %-20s %d%n", outcome, count));

        out.printf("%nImportance of the parameters (fANOVA, share of the score's variation)%n");
        importances.forEach((name, share) ->
                out.printf("  %-20s %5.1f %%  %s%n", name, 100 * share, "#".repeat((int) Math.round(BAR * share))));
        out.flush();
    }

    private void line(String name, SuiteRun run) {
        out.printf(
                "  %-20s %d of %d passed (%.1f %%), score %.3f%n",
                name,
                run.passed(),
                run.total(),
                100.0 * run.passed() / Math.max(1, run.total()),
                run.score().orElse(Double.NaN));
    }

    /** The difference of pass rates, paired by case, with its 95 % interval over cases. */
    private void verdict(SuiteRun confirmed, SuiteRun defaults, int repeats) {
        Map<String, Double> difference = new LinkedHashMap<>();
        confirmed.cases().forEach(run -> difference.merge(run.score().caseId(), passed(run) / repeats, Double::sum));
        defaults.cases().forEach(run -> difference.merge(run.score().caseId(), -passed(run) / repeats, Double::sum));
        int n = difference.size();
        double mean = difference.values().stream().mapToDouble(d -> d).average().orElse(0);
        double squares = difference.values().stream()
                .mapToDouble(d -> (d - mean) * (d - mean))
                .sum();
        double half = n > 1 ? Z * Math.sqrt(squares / (n - 1) / n) : Double.NaN;
        out.printf(
                "  difference           %+.1f percentage points, 95 %% interval %+.1f to %+.1f, paired by case%n",
                100 * mean, 100 * (mean - half), 100 * (mean + half));
        String verdict = mean - half > 0
                ? "The best configuration is better than the defaults."
                : mean + half < 0
                        ? "The best configuration is worse than the defaults: what the search saw was luck."
                        : "No significant difference from the defaults.";
        out.printf("  %s%n", verdict);
    }

    private static double passed(CaseRun run) {
        return run.score().passed() ? 1 : 0;
    }

    private static String shown(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof Double number ? String.format("%.3f", number) : String.valueOf(value);
    }
}
