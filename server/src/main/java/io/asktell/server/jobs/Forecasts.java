package io.asktell.server.jobs;

import io.asktell.server.store.PaceStore;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What tunes will take, by what their models took before. */
public final class Forecasts {
    private final Jdbi jdbi;
    private final TuneInputs inputs;

    public Forecasts(Jdbi jdbi, TuneInputs inputs) {
        this.jdbi = jdbi;
        this.inputs = inputs;
    }

    /**
     * Of a tune that evaluates everything.
     *
     * @param seconds absent where a model was never measured
     * @param cost absent there too, and where a model has no prices
     */
    public record Forecast(
            @Nullable Double seconds, @Nullable Double cost) {}

    public Forecast of(Jobs.Plan plan) {
        var job = plan.job();
        double calls = (double) plan.evaluations() / job.models().size();
        double seconds = 0;
        double cost = 0;
        boolean priced = true;
        for (String model : job.models()) {
            var pace = jdbi.withExtension(PaceStore.class, store -> store.last(model, job.suiteId()));
            if (pace.isEmpty()) {
                return new Forecast(null, null);
            }
            var prices = inputs.model(model).map(target -> target.prices()).orElse(null);
            priced &= prices != null;
            seconds += calls * pace.get().seconds() / pace.get().calls();
            cost += prices == null
                    ? 0
                    : calls
                            * Budgets.cost(
                                    prices,
                                    pace.get().promptTokens(),
                                    pace.get().completionTokens())
                            / pace.get().calls();
        }
        seconds /=
                Math.min(job.maxConcurrent(), (long) job.combos() * job.models().size());
        return new Forecast(
                job.timeoutSeconds() > 0 ? Math.min(seconds, job.timeoutSeconds()) : seconds, priced ? cost : null);
    }
}
