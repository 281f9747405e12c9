package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.ParamTuneSpent;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.EndingStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.UsageRow;
import io.asktell.server.study.Progress;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What tunes used, and whether they may use more. */
public final class Budgets {
    private final Jdbi jdbi;
    private final ComboViews views;
    private final Confirmations confirmations;
    private final TuneInputs inputs;

    public Budgets(Jdbi jdbi, ComboViews views, Confirmations confirmations, TuneInputs inputs) {
        this.jdbi = jdbi;
        this.views = views;
        this.confirmations = confirmations;
        this.inputs = inputs;
    }

    /** What a tune used until now. */
    public ParamTuneSpent spent(JobRow job, EndingRow ending) {
        var total = new Total();
        for (int i = 0; i < job.models().size(); i++) {
            var progress = views.progress(job, i);
            var target = inputs.model(job.models().get(i)).orElse(null);
            total.add(progress.map(p -> usage(p, null)).orElse(new UsageRow(0, 0, 0)), target);
        }
        confirmations.progress(job, ending).ifPresent(progress -> {
            var contenders = confirmations.contenders(job, ending);
            for (var run : confirmations.all(job)) {
                var contender = contenders.get(Confirmations.role(run.params()));
                total.add(usage(progress, run.row().number()), contender == null ? null : contender.target());
            }
        });
        return new ParamTuneSpent(total.calls, Math.round(total.tokens), total.priced ? total.cost : null);
    }

    /** Why no more may be used; empty while some may. */
    Optional<String> usedUp(JobRow job, EndingRow ending) {
        if (!ending.hasBudget()) {
            return Optional.empty();
        }
        var spent = spent(job, ending);
        Double cost = spent.cost();
        if (ending.maxCalls() != null && spent.calls() >= ending.maxCalls()) {
            return Optional.of(EndingRow.budget("calls"));
        }
        if (ending.maxTokensTotal() != null && spent.tokensTotal() >= ending.maxTokensTotal()) {
            return Optional.of(EndingRow.budget("tokens"));
        }
        return ending.maxCost() != null && cost != null && cost >= ending.maxCost()
                ? Optional.of(EndingRow.budget("cost"))
                : Optional.empty();
    }

    private UsageRow usage(Progress progress, @Nullable Integer number) {
        return jdbi.withExtension(
                EndingStore.class, store -> store.usage(progress.ledger().studyId(), number));
    }

    private static final class Total {
        private long calls;
        private double tokens;
        private double cost;
        private boolean priced = true;

        void add(UsageRow usage, @Nullable AssignedModel model) {
            calls += usage.calls();
            tokens += usage.promptTokens() + usage.completionTokens();
            JsonNode prices = model == null ? null : model.prices();
            if (prices == null) {
                priced = false;
            } else {
                cost += (usage.promptTokens() * prices.path("input_per_million").asDouble()
                                + usage.completionTokens()
                                        * prices.path("output_per_million").asDouble())
                        / 1e6;
            }
        }
    }
}
