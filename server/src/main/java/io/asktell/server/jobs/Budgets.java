package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.ParamTuneSpent;
import io.asktell.server.store.EndingRow;
import io.asktell.server.store.UsageSumRow;
import io.asktell.study.TrialState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a tune used, and whether it may use more. What was handed out counts as used: the cases of every trial under way that it has
 * not reported yet, and for tokens and cost the mean of the model's calls so far for each of them.
 */
final class Budgets {
    private final EndingRow ending;
    private final Map<String, Use> uses = new LinkedHashMap<>();

    private Budgets(EndingRow ending) {
        this.ending = ending;
    }

    /** Of a job that has a budget; empty for others, of which nothing is read. */
    static Optional<Budgets> limiting(Standing standing) {
        return standing.ending().hasBudget() ? Optional.of(of(standing)) : Optional.empty();
    }

    static Budgets of(Standing standing) {
        var job = standing.job();
        var budgets = new Budgets(standing.ending());
        for (int i = 0; i < job.models().size(); i++) {
            var use = budgets.use(standing, job.models().get(i));
            standing.search().get(i).ifPresent(progress -> {
                var ledger = progress.ledger();
                var sum = standing.usage(ledger);
                long open = (ledger.running() + sum.reopened()) * job.evaluationsEach();
                use.add(sum);
                use.reserved += Math.max(0, open - sum.running() - sum.waiting());
            });
        }
        long each = confirming(standing);
        standing.confirmation()
                .ifPresent(run -> run.trials().forEach(trial -> {
                    var sum = standing.usage(run, trial.row().number());
                    var use = budgets.use(standing, run.contender(trial).model());
                    use.add(sum);
                    if (trial.row().state() == TrialState.RUNNING || sum.reopened() > 0) {
                        use.reserved += Math.max(0, each - sum.results());
                    }
                }));
        return budgets;
    }

    /** Cases of one trial of the confirmation. */
    static long confirming(Standing standing) {
        return (long) standing.job().cases() * standing.ending().confirmRepeats();
    }

    private Use use(Standing standing, String model) {
        return uses.computeIfAbsent(model, name -> {
            var target = standing.target(name);
            return new Use(target == null ? null : target.prices());
        });
    }

    /** What was used until now. */
    ParamTuneSpent spent() {
        long calls = 0;
        double tokens = 0;
        double cost = 0;
        boolean priced = true;
        for (var use : uses.values()) {
            calls += use.calls;
            tokens += use.tokens();
            cost += use.cost();
            priced &= use.prices != null;
        }
        return new ParamTuneSpent(calls, Math.round(tokens), priced ? cost : null);
    }

    /** Why no more may be used, whatever it is; empty while some may. */
    Optional<String> usedUp() {
        var spent = spent();
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

    /** Why no trial of a model's search may be handed out now; empty if one may. */
    Optional<String> refusal(Standing standing, int model) {
        var job = standing.job();
        boolean reopened = standing.search()
                .get(model)
                .filter(progress -> standing.usage(progress.ledger()).reopened() > 0)
                .isPresent();
        return refusal(job.models().get(model), reopened ? 0 : job.evaluationsEach());
    }

    /** Why no trial of the confirmation may be handed out now; empty if one may. */
    Optional<String> refusal(Standing standing, Confirmations.Run run) {
        for (var trial : run.trials()) {
            if (standing.usage(run, trial.row().number()).reopened() > 0) {
                return refusal(run.contender(trial).model(), 0);
            }
        }
        Optional<String> refusal = Optional.empty();
        for (var contender : run.contenders().values()) { // whichever comes next
            refusal = refusal.or(() -> refusal(contender.model(), confirming(standing)));
        }
        return refusal;
    }

    private Optional<String> refusal(String model, long cases) {
        var used = usedUp();
        if (used.isPresent()) {
            return used;
        }
        var next = uses.get(model);
        double calls = cases;
        double tokens = cases * (next == null ? 0 : next.mean(next.tokens()));
        double cost = cases * (next == null ? 0 : next.mean(next.cost()));
        boolean unknown = false;
        for (var use : uses.values()) {
            calls += use.calls + use.reserved;
            tokens += use.tokens() + use.reserved * use.mean(use.tokens());
            cost += use.cost() + use.reserved * use.mean(use.cost());
            unknown |= use.reserved > 0 && use.calls == 0;
        }
        if (ending.maxCalls() != null && calls > ending.maxCalls()) {
            return Optional.of(EndingRow.budget("calls"));
        }
        if (ending.maxTokensTotal() != null && (unknown || tokens > ending.maxTokensTotal())) {
            return Optional.of(EndingRow.budget("tokens"));
        }
        return ending.maxCost() != null && (unknown || cost > ending.maxCost())
                ? Optional.of(EndingRow.budget("cost"))
                : Optional.empty();
    }

    /** Takes note of cases that were handed out. */
    void reserve(String model, long cases) {
        var use = uses.get(model);
        if (use != null) {
            use.reserved += cases;
        }
    }

    static double cost(@Nullable JsonNode prices, double promptTokens, double completionTokens) {
        return prices == null
                ? 0
                : (promptTokens * prices.path("input_per_million").asDouble()
                                + completionTokens
                                        * prices.path("output_per_million").asDouble())
                        / 1e6;
    }

    /** Of one model. */
    private static final class Use {
        private final @Nullable JsonNode prices;
        private long calls;
        private double promptTokens;
        private double completionTokens;
        /** Cases that were handed out and not reported. */
        private long reserved;

        Use(@Nullable JsonNode prices) {
            this.prices = prices;
        }

        void add(UsageSumRow sum) {
            calls += sum.calls();
            promptTokens += sum.promptTokens();
            completionTokens += sum.completionTokens();
        }

        double tokens() {
            return promptTokens + completionTokens;
        }

        double cost() {
            return Budgets.cost(prices, promptTokens, completionTokens);
        }

        /** Of a call; 0 before the first. */
        double mean(double total) {
            return calls == 0 ? 0 : total / calls;
        }
    }
}
