package io.asktell.server.demo;

import io.asktell.api.ImportanceResponse;
import io.asktell.api.ParamTuneCombo;
import io.asktell.api.ParamTuneDetail;
import io.asktell.api.ParamTuneRequest;
import io.asktell.client.ApiException;
import io.asktell.client.AsktellClient;
import io.asktell.server.cli.CommandFailedException;
import io.asktell.server.cli.ProgressBar;
import io.asktell.server.cli.Values;
import io.asktell.tooleval.SuiteCodec;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A tune from its beginning to its result: registers the model, imports the suite, has the server tune, and confirms what it found.
 *
 * @param model where the reference model is
 * @param concurrency calls of the model at once
 * @param columns of the terminal that progress is drawn on, empty if there is none
 */
public record Demo(
        AsktellClient client, URI model, DemoSuite input, int trials, int concurrency, long seed, OptionalInt columns) {
    private static final long POLL_MILLIS = 200;

    /** Returns the name of the study, whose result is printed. */
    public String run(PrintWriter out) throws InterruptedException {
        long start = System.nanoTime();
        DemoModel.register(client, model, concurrency);
        String suiteId = client.suites()
                .importSuite("asktell", SuiteCodec.write(input.suite()), false)
                .path("suite_id")
                .asText();
        int cases = input.suite().cases().size();
        out.println("suite   " + input.suite().name() + ": " + cases + " cases");
        if (!input.skipped().isEmpty()) {
            var first = input.skipped().get(0);
            out.println("        " + input.skipped().size() + " entries left out; the first, " + first.entry() + ": "
                    + first.reason());
        }
        out.println("tune    " + trials + " trials of " + cases + " calls each, bayesian, seed " + seed);
        out.println();
        var tune = tune(suiteId, out);
        ParamTuneCombo best = tune.best();
        if (best == null) {
            throw new CommandFailedException("No trial of the tune was completed, so there is no best configuration.");
        }
        Confirmation confirmation;
        try (var bar = new ProgressBar(out, columns)) {
            int steps = columns.isPresent() ? 100 : 4;
            confirmation = Confirmation.run(input.suite(), best.params(), model, concurrency, seed, bar, steps);
        }
        String study = Objects.requireNonNull(tune.studies().get(DemoModel.NAME));
        new DemoReport(out, tune, best, confirmation, importance(study)).print();
        out.println();
        out.println("Took " + (System.nanoTime() - start) / 1_000_000_000 + " s for " + tune.completedEvaluations()
                + " calls of the tune and "
                + (confirmation.best().total() + confirmation.defaults().total()) + " of the confirmation.");
        return study;
    }

    private ParamTuneDetail tune(String suiteId, PrintWriter out) throws InterruptedException {
        String id = client.paramTunes().start(request(suiteId)).jobId();
        try (var bar = new ProgressBar(out, columns)) {
            while (true) {
                var tune = client.paramTunes().get(id);
                long done = tune.completedCombos() + tune.failedCombos();
                if (done > 0 || columns.isPresent()) {
                    bar.show(done, tune.totalCombos(), text(tune));
                }
                switch (tune.status()) {
                    case "completed" -> {
                        return tune;
                    }
                    case "failed", "canceled" ->
                        throw new CommandFailedException("The tune " + tune.status() + ": " + tune.error());
                    default -> Thread.sleep(POLL_MILLIS);
                }
            }
        }
    }

    private String text(ParamTuneDetail tune) {
        var text = new StringBuilder();
        Double eta = tune.etaSeconds();
        if (columns.isPresent() && eta != null) {
            text.append(Math.round(eta)).append(" s left  ");
        }
        if (tune.failedCombos() > 0) {
            text.append(tune.failedCombos()).append(" failed  ");
        }
        ParamTuneCombo best = tune.best();
        if (best != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "best %.3f (%d/%d passed)",
                    Objects.requireNonNullElse(best.score(), Double.NaN),
                    best.passed(),
                    best.evaluated()));
            if (columns.isPresent()) {
                text.append(": ").append(Values.shown(best.params()));
            }
        }
        return text.toString().strip();
    }

    private ParamTuneRequest request(String suiteId) {
        return new ParamTuneRequest(
                suiteId,
                List.of(DemoModel.NAME),
                DemoModel.space(),
                "bayesian",
                trials,
                null,
                null,
                null,
                null,
                null,
                seed,
                null,
                0, // it confirms with more draws of its own
                null,
                null,
                null,
                null);
    }

    /** Empty if it cannot be said, as when all trials came out alike. */
    private Optional<Map<String, Double>> importance(String study) {
        try {
            ImportanceResponse importance = client.study(study).importance();
            return Optional.of(importance.importances());
        } catch (ApiException e) {
            if (e.status() == 400) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
