package io.asktell.server.demo;

import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneDetail;
import io.asktell.server.cli.Bars;
import io.asktell.server.cli.Values;
import io.asktell.tooleval.Outcome;
import io.asktell.tooleval.SuiteRun;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of a demo as a person reads it. */
record DemoReport(
        PrintWriter out,
        ParamTuneDetail tune,
        ParamTuneCombo best,
        Confirmation confirmation,
        Optional<Map<String, Double>> importance) {
    void print() {
        out.println();
        out.println("Best configuration (trial " + best.trialId() + ")");
        best.params()
                .forEach((name, value) -> out.println(String.format(
                        Locale.ROOT,
                        "  %-20s %-10s (default %s)",
                        name,
                        Values.shown(value),
                        Values.shown(DemoModel.byDefault(name)))));
        out.println();
        out.println("Confirmed with fresh draws      passed      rate   score");
        line("best configuration", confirmation.best());
        line("the model's defaults", confirmation.defaults());
        difference();
        out.println("  (In the tune it passed " + best.passed() + "/" + best.evaluated() + ". The best of "
                + tune.completedCombos() + " trials owes something to luck, hence the fresh run.)");
        importance.filter(shares -> !shares.isEmpty()).ifPresent(shares -> {
            out.println();
            out.println("Which parameters mattered (share of the variation of the score)");
            Bars.print(shares, out);
        });
        out.println();
        out.println("What the best configuration's " + confirmation.best().total() + " calls came to");
        outcomes()
                .forEach((outcome, count) ->
                        out.println(String.format(Locale.ROOT, "  %6d  %s", count, outcome.word())));
    }

    private void line(String what, SuiteRun run) {
        out.println(String.format(
                Locale.ROOT,
                "  %-26s %9s  %6.1f %%  %6.3f",
                what,
                run.passed() + "/" + run.total(),
                100 * run.passRate().orElse(0),
                run.score().orElse(0)));
    }

    private void difference() {
        var difference = confirmation.difference();
        if (difference.cases() < 2) {
            out.println("  Too few cases to say whether that is a difference.");
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "  difference  %+.1f points, 95 %% interval %+.1f to %+.1f, paired over %d cases",
                100 * difference.mean(),
                100 * difference.low(),
                100 * difference.high(),
                difference.cases()));
        out.println("  => "
                + switch (difference.verdict()) {
                    case BETTER -> "The best configuration is better than the model's defaults.";
                    case WORSE -> "The configuration that looked best is worse than the model's defaults: keep those.";
                    case NO_SIGNIFICANT_DIFFERENCE ->
                        "No significant difference: on this suite the defaults do as well, as far as it can tell.";
                });
    }

    private Map<Outcome, Long> outcomes() {
        return confirmation.best().cases().stream()
                .collect(Collectors.groupingBy(
                        run -> run.score().outcome(), () -> new EnumMap<>(Outcome.class), Collectors.counting()));
    }
}
