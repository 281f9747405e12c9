package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CompareRequest;
import io.asktell.api.CompareResponse;
import io.asktell.api.CompareResponse.CaseDifference;
import io.asktell.api.CompareResponse.MetricDifference;
import io.asktell.api.Json;
import io.asktell.api.ParamTuneStarted;
import io.asktell.server.jobs.CaseResults;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Comparisons;
import io.asktell.server.jobs.Comparisons.Side;
import io.asktell.server.jobs.Dispatcher;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.models.Models;
import io.asktell.server.models.Profiles;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.tooleval.PairedComparison;
import io.asktell.tooleval.CaseScore;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comparisons of configurations over HTTP. */
public final class CompareHandlers {
    private final Jobs jobs;
    private final Dispatcher dispatcher;
    private final Combos combos;
    private final Profiles profiles;
    private final Comparisons comparisons;

    public CompareHandlers(
            Jobs jobs, Dispatcher dispatcher, Combos combos, Profiles profiles, Comparisons comparisons) {
        this.jobs = jobs;
        this.dispatcher = dispatcher;
        this.combos = combos;
        this.profiles = profiles;
        this.comparisons = comparisons;
    }

    void compare(Context ctx) {
        var request = RequestReader.body(ctx, CompareRequest.class);
        String metric = Objects.requireNonNullElse(request.metric(), "score");
        boolean evaluated = !toEvaluate(request);
        var errors = new FieldErrors();
        check(request.a(), evaluated, "a", errors);
        check(request.b(), evaluated, "b", errors);
        errors.check(metric.equals("score") || metric.equals("pass_rate"), "metric", "score or pass_rate");
        errors.throwIfAny();
        if (evaluated) {
            ctx.json(compared(run(request.a()), run(request.b()), metric));
        } else {
            start(ctx, request, metric);
        }
    }

    /** Whether anything says that the sides are to be evaluated first. */
    private static boolean toEvaluate(CompareRequest request) {
        return request.suiteId() != null
                || request.model() != null
                || request.repeats() != null
                || request.seed() != null
                || Stream.of(Optional.ofNullable(request.a()), Optional.ofNullable(request.b()))
                        .flatMap(Optional::stream)
                        .anyMatch(side -> side.params() != null || side.model() != null);
    }

    private void start(Context ctx, CompareRequest request, String metric) {
        var job = comparisons.start(
                request,
                side(request.a(), request.model()),
                side(request.b(), request.model()),
                metric,
                Access.credential(ctx).id());
        dispatcher.wake();
        ctx.status(202)
                .json(new ParamTuneStarted(
                        job.id(), job.status(), job.totalCombos(), job.totalEvaluations(), List.of()));
    }

    void verdict(Context ctx) {
        var evaluated = comparisons.evaluated(ctx.pathParam("job_id"));
        ctx.json(compared(evaluated.a(), evaluated.b(), evaluated.metric()));
    }

    private CompareResponse compared(Combos.Run a, Combos.Run b, String metric) {
        if (!a.job().suiteId().equals(b.job().suiteId())
                || a.job().suiteVersion() != b.job().suiteVersion()) {
            throw new ConflictException(
                    "suites_differ",
                    "The two were evaluated on different suites, or versions of one; evaluate both on the same.");
        }
        var comparison = PairedComparison.of(scores(a), scores(b));
        if (comparison.cases().isEmpty()) {
            throw new ConflictException("nothing_to_compare", "There is no case that both have answered.");
        }
        return answer(a, b, metric, comparison);
    }

    private static void check(
            CompareRequest.@Nullable CompareSide side, boolean evaluated, String path, FieldErrors errors) {
        long named = side == null
                ? 0
                : Stream.of(
                                Optional.ofNullable(side.profileId()),
                                Optional.ofNullable(side.jobId()),
                                Optional.ofNullable(side.runId()),
                                Optional.ofNullable(side.params()))
                        .filter(Optional::isPresent)
                        .count();
        if (evaluated) {
            errors.check(named == 1, path, "one of profile_id, job_id and run_id is required");
        } else {
            errors.check(
                    side != null && named <= 1,
                    path,
                    "params, or one of profile_id, job_id and run_id; {} for the model's own defaults");
        }
        errors.check(
                side == null || side.comboId() == null || side.jobId() != null,
                path + ".combo_id",
                "one of job_id, which is required with it");
    }

    /** What a side says is to be evaluated. */
    private Side side(CompareRequest.@Nullable CompareSide side, @Nullable String model) {
        var given = Objects.requireNonNull(side);
        var of = new Side(Objects.requireNonNullElse(model, ""), Json.mapper().createObjectNode());
        if (given.params() != null) {
            of = new Side(of.model(), given.params());
        } else if (given.profileId() != null) {
            var profile = profiles.find(given.profileId());
            of = new Side(profile.model(), Models.json(profile.params()));
        } else if (given.jobId() != null || given.runId() != null) {
            var combo = run(given).combo();
            of = new Side(combo.model(), Json.mapper().valueToTree(combo.params()));
        }
        return given.model() == null ? of : new Side(given.model(), of.params());
    }

    private Combos.Run run(CompareRequest.@Nullable CompareSide side) {
        var given = Objects.requireNonNull(side);
        if (given.jobId() != null) {
            return combos.run(jobs.find(given.jobId()), given.comboId());
        }
        if (given.runId() != null) {
            return combos.run(given.runId());
        }
        var profile = profiles.find(Objects.requireNonNull(given.profileId()));
        if (profile.runId() == null) {
            throw new ConflictException(
                    "profile_not_evaluated",
                    "Profile " + profile.name()
                            + " did not come from a tune, so it was not evaluated; give suite_id, and both sides are.");
        }
        return combos.run(profile.runId());
    }

    private List<CaseScore> scores(Combos.Run run) {
        return CaseResults.scores(combos.results(run));
    }

    private static CompareResponse answer(Combos.Run a, Combos.Run b, String metric, PairedComparison comparison) {
        var score = comparison.score();
        var passRate = comparison.passRate();
        var verdict = (metric.equals("score") ? score : passRate).verdict();
        return new CompareResponse(
                side(a),
                side(b),
                metric,
                comparison.cases().size(),
                comparison.onlyInOne(),
                difference(score, "wilcoxon"),
                difference(passRate, "mcnemar"),
                switch (verdict) {
                    case BETTER -> "b";
                    case WORSE -> "a";
                    case NO_SIGNIFICANT_DIFFERENCE -> "no significant difference";
                },
                comparison.cases().stream()
                        .filter(each -> !each.a().equals(each.b()))
                        .map(each -> new CaseDifference(
                                each.id(),
                                each.a().score(),
                                each.b().score(),
                                each.a().passRate(),
                                each.b().passRate()))
                        .toList());
    }

    private static CompareResponse.ComparedRun side(Combos.Run run) {
        var combo = run.combo();
        Map<String, @Nullable Object> params = new LinkedHashMap<>(combo.params());
        params.values().removeIf(Objects::isNull); // what is left to the model
        return new CompareResponse.ComparedRun(Objects.requireNonNull(combo.runId()), combo.model(), params);
    }

    private static MetricDifference difference(PairedComparison.Difference difference, String test) {
        var paired = difference.paired();
        JsonNode interval = paired.cases() < 2
                ? null
                : Json.mapper().createArrayNode().add(paired.low()).add(paired.high());
        return new MetricDifference(difference.a(), difference.b(), paired.mean(), interval, test, difference.pValue());
    }
}
