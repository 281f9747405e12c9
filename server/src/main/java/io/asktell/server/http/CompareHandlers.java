package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CompareRequest;
import io.asktell.api.CompareResponse;
import io.asktell.api.CompareResponse.CaseDifference;
import io.asktell.api.CompareResponse.MetricDifference;
import io.asktell.api.Json;
import io.asktell.server.jobs.CaseResults;
import io.asktell.server.jobs.Combos;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.models.Profiles;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.tooleval.PairedComparison;
import io.asktell.tooleval.CaseScore;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Comparisons of evaluated configurations over HTTP. */
public final class CompareHandlers {
    private final Jobs jobs;
    private final Combos combos;
    private final Profiles profiles;

    public CompareHandlers(Jobs jobs, Combos combos, Profiles profiles) {
        this.jobs = jobs;
        this.combos = combos;
        this.profiles = profiles;
    }

    void compare(Context ctx) {
        var request = RequestReader.body(ctx, CompareRequest.class);
        String metric = Objects.requireNonNullElse(request.metric(), "score");
        var errors = new FieldErrors();
        check(request.a(), "a", errors);
        check(request.b(), "b", errors);
        errors.check(metric.equals("score") || metric.equals("pass_rate"), "metric", "score or pass_rate");
        errors.throwIfAny();
        var a = run(request.a());
        var b = run(request.b());
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
        ctx.json(answer(a, b, metric, comparison));
    }

    private static void check(CompareRequest.@Nullable CompareSide side, String path, FieldErrors errors) {
        long named = side == null
                ? 0
                : Stream.of(
                                Optional.ofNullable(side.profileId()),
                                Optional.ofNullable(side.jobId()),
                                Optional.ofNullable(side.runId()))
                        .filter(Optional::isPresent)
                        .count();
        errors.check(named == 1, path, "one of profile_id, job_id and run_id is required");
    }

    private Combos.Run run(CompareRequest.@Nullable CompareSide side) {
        var given = Objects.requireNonNull(side);
        if (given.jobId() != null) {
            return combos.run(jobs.find(given.jobId()), null);
        }
        if (given.runId() != null) {
            return combos.run(given.runId());
        }
        var profile = profiles.find(Objects.requireNonNull(given.profileId()));
        if (profile.runId() == null) {
            throw new ConflictException(
                    "profile_not_evaluated",
                    "Profile " + profile.name()
                            + " did not come from a tune, so there is nothing to compare; run a tune of its values.");
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
        return new CompareResponse.ComparedRun(Objects.requireNonNull(combo.runId()), combo.model(), combo.params());
    }

    private static MetricDifference difference(PairedComparison.Difference difference, String test) {
        var paired = difference.paired();
        JsonNode interval = paired.cases() < 2
                ? null
                : Json.mapper().createArrayNode().add(paired.low()).add(paired.high());
        return new MetricDifference(difference.a(), difference.b(), paired.mean(), interval, test, difference.pValue());
    }
}
