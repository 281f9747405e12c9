package io.asktell.server.jobs;

import io.asktell.api.ModelStatistics;
import io.asktell.api.ModelStatistics.Figures;
import io.asktell.api.ModelStatistics.OfSuite;
import io.asktell.api.ModelStatistics.Passing;
import io.asktell.server.models.Models;
import io.asktell.server.store.ModelFiguresRow;
import io.asktell.server.store.ModelFiguresStore;
import io.asktell.tooleval.SuiteStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What models did in all their tunes. */
public final class ModelFigures {
    private static final List<Double> QUANTILES = List.of(0.5, 0.9, 0.95, 0.99);

    private final Jdbi jdbi;
    private final Models models;

    public ModelFigures(Jdbi jdbi, Models models) {
        this.jdbi = jdbi;
        this.models = models;
    }

    public ModelStatistics of(String name) {
        var prices = models.find(name).prices();
        var rows = jdbi.withExtension(ModelFiguresStore.class, store -> store.of(name, QUANTILES));
        var total = rows.get(0);
        return new ModelStatistics(
                name,
                total.tunes(),
                figures(total, prices),
                rows.stream()
                        .skip(1)
                        .map(row -> new OfSuite(
                                String.valueOf(row.suiteId()),
                                row.suiteName(),
                                row.tunes(),
                                figures(row, prices),
                                passing(row)))
                        .toList());
    }

    private static Figures figures(ModelFiguresRow row, @Nullable String prices) {
        return new Figures(
                map(row.states(), row.counts()),
                row.calls(),
                Math.round(row.promptTokens()),
                Math.round(row.completionTokens()),
                prices == null ? null : Budgets.cost(Models.json(prices), row.promptTokens(), row.completionTokens()),
                map(row.outcomes(), row.seen()),
                latencies(row.latencies()));
    }

    private static @Nullable Map<String, Double> latencies(@Nullable List<Double> latencies) {
        return latencies == null
                ? null
                : map(
                        QUANTILES.stream()
                                .map(quantile -> "p" + Math.round(100 * quantile))
                                .toList(),
                        latencies);
    }

    private static Passing passing(ModelFiguresRow row) {
        Double rate = row.passRate();
        if (rate == null) {
            return new Passing(0, null, null);
        }
        var interval = SuiteStatistics.wilson(rate, row.cases(), SuiteStatistics.Z95);
        return new Passing(row.cases(), rate, List.of(interval.low(), interval.high()));
    }

    private static <V> Map<String, V> map(List<String> keys, List<V> values) {
        Map<String, V> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }
}
