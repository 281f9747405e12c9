package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.api.ParamTuneRequest;
import io.asktell.server.store.EndingRow;
import io.asktell.server.study.FieldErrors;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request says of the end of its tune, checked. */
record Goal(
        int confirmRepeats,
        @Nullable Long maxCalls,
        @Nullable Long maxTokensTotal,
        @Nullable Double maxCost) {
    private static final int DEFAULT_REPEATS = 2;
    private static final int MAX_REPEATS = 20;
    private static final Set<String> CONFIRMED = Set.of("score", "pass_rate");

    /** @param evaluationsEach cases of one combination */
    static Goal of(
            ParamTuneRequest request,
            String mode,
            List<String> objectives,
            List<AssignedModel> models,
            long evaluationsEach,
            FieldErrors errors) {
        boolean possible = objectives.size() == 1 && CONFIRMED.contains(objectives.get(0));
        Integer repeats = request.confirmRepeats();
        errors.check(
                repeats == null || repeats >= 0 && repeats <= MAX_REPEATS, "confirm_repeats", "0 to " + MAX_REPEATS);
        errors.check(
                repeats == null || repeats == 0 || possible,
                "confirm_repeats",
                "only a tune with the one objective score or pass_rate is confirmed; leave it out");
        Long calls = request.maxCalls();
        errors.check(
                calls == null || calls >= evaluationsEach,
                "max_calls",
                "at least " + evaluationsEach + ", which is what one combination takes; leave it out for no limit");
        Long tokens = request.maxTokensTotal();
        errors.check(tokens == null || tokens >= 1, "max_tokens_total", "at least 1; leave it out for no limit");
        Double cost = request.maxCost();
        errors.check(
                cost == null || cost > 0 && Double.isFinite(cost),
                "max_cost",
                "a number above 0; leave it out for no limit");
        if (cost != null) {
            for (var model : models) {
                errors.check(
                        model.prices() != null, "max_cost", "needs prices, but model " + model.name() + " has none");
            }
        }
        int usual = possible && mode.equals("bayesian") ? DEFAULT_REPEATS : 0;
        return new Goal(repeats == null ? usual : repeats, calls, tokens, cost);
    }

    EndingRow ending(String jobId) {
        return new EndingRow(jobId, confirmRepeats, maxCalls, maxTokensTotal, maxCost, null, null, null, null);
    }
}
