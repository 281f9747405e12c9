package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CaseResult;
import io.asktell.api.CompleteBatchItem;
import io.asktell.api.CompleteBatchRequest;
import io.asktell.api.CompleteBatchResult;
import io.asktell.api.CompleteRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.PruneRequest;
import io.asktell.api.ReportRequest;
import io.asktell.api.ReportResponse;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import io.asktell.api.TrialResponse;
import io.asktell.server.jobs.CaseResults;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.study.Alongside;
import io.asktell.server.study.Caller;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.Reporting;
import io.asktell.server.study.Telling;
import io.asktell.server.study.Trials;
import io.asktell.study.TrialState;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Telling what came of trials, step by step or at their end, over HTTP. */
public final class TellHandlers {
    private static final int MAX_RESULTS = 1000;

    private final Trials trials;

    public TellHandlers(Trials trials) {
        this.trials = trials;
    }

    void report(Context ctx) {
        var request = RequestReader.body(ctx, ReportRequest.class);
        var verdict = trials.report(
                ctx.pathParam("name"),
                new Reporting(
                        TrialRequests.number(ctx),
                        reports(request),
                        TrialRequests.token(request.leaseToken()),
                        TrialRequests.caller(ctx),
                        cases(ctx, request.caseResults())));
        ctx.json(new ReportResponse(
                verdict.prune() || verdict.stop(), TrialAnswers.lease(verdict.leaseToken(), verdict.leaseExpiresAt())));
    }

    private static Map<Integer, Double> reports(ReportRequest request) {
        var errors = new FieldErrors();
        boolean single = request.step() != null || request.value() != null;
        if (single && request.values() != null) {
            errors.add("values", "either step and value, or values by step");
        } else if (single) {
            errors.check(request.step() != null, "step", "a whole number of at least 0 is required");
            errors.check(request.value() != null, "value", "a number is required");
        } else {
            errors.check(
                    request.values() != null && !request.values().isEmpty(),
                    "step",
                    "a step with its value, or values by step, are required");
        }
        errors.throwIfAny();
        Map<Integer, Score> values = request.values();
        if (values != null) {
            return steps(values, "values");
        }
        Integer step = request.step();
        Score value = request.value();
        if (step == null || value == null) {
            throw new AssertionError("checked above");
        }
        return steps(Map.of(step, value), "step");
    }

    void complete(Context ctx) {
        var request = RequestReader.body(ctx, CompleteRequest.class);
        ctx.json(TrialAnswers.response(trials.tell(
                ctx.pathParam("name"),
                completion(
                        TrialRequests.number(ctx),
                        request.values(),
                        request.intermediateValues(),
                        request.userAttrs(),
                        request.constraints(),
                        request.leaseToken(),
                        TrialRequests.caller(ctx),
                        cases(ctx, request.caseResults())))));
    }

    void completeMany(Context ctx) {
        var request = RequestReader.body(ctx, CompleteBatchRequest.class);
        List<CompleteBatchItem> items = request.results();
        if (items == null || items.isEmpty() || items.size() > MAX_RESULTS) {
            throw new InvalidException("results", "a list of 1 to " + MAX_RESULTS + " results is required");
        }
        List<Telling> tellings = new ArrayList<>();
        List<@Nullable ServiceException> refusals = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (item == null || item.trialId() == null) {
                throw new InvalidException("results[" + i + "].trial_id", "a trial's number is required");
            }
            try {
                tellings.add(completion(
                        item.trialId(),
                        item.values(),
                        item.intermediateValues(),
                        item.userAttrs(),
                        item.constraints(),
                        item.leaseToken(),
                        TrialRequests.caller(ctx),
                        Alongside.NOTHING));
                refusals.add(null);
            } catch (InvalidException e) {
                refusals.add(e);
            }
        }
        var told = trials.tellAll(ctx.pathParam("name"), tellings).iterator();
        List<CompleteBatchResult> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Integer id = items.get(i).trialId();
            if (id == null) {
                throw new AssertionError("checked above");
            }
            ServiceException refusal = refusals.get(i);
            TrialResponse trial = null;
            if (refusal == null) {
                try {
                    trial = TrialAnswers.response(told.next().join());
                } catch (CompletionException e) {
                    if (!(e.getCause() instanceof ServiceException refused)) {
                        throw e;
                    }
                    refusal = refused;
                }
            }
            results.add(new CompleteBatchResult(id, trial, refusal == null ? null : Problems.problem(ctx, refusal)));
        }
        ctx.json(results);
    }

    void prune(Context ctx) {
        var request = RequestReader.optionalBody(ctx, PruneRequest.class);
        ctx.json(TrialAnswers.response(trials.tell(
                ctx.pathParam("name"),
                new Telling(
                        TrialRequests.number(ctx),
                        TrialState.PRUNED,
                        null,
                        steps(request.intermediateValues(), "intermediate_values"),
                        TrialRequests.attrs(request.userAttrs()),
                        null,
                        null,
                        TrialRequests.token(request.leaseToken()),
                        TrialRequests.caller(ctx),
                        Alongside.NOTHING))));
    }

    void fail(Context ctx) {
        var request = RequestReader.optionalBody(ctx, FailRequest.class);
        var errors = new FieldErrors();
        TrialRequests.checkText(request.reason(), "reason", errors);
        errors.throwIfAny();
        ctx.json(TrialAnswers.response(trials.tell(
                ctx.pathParam("name"),
                new Telling(
                        TrialRequests.number(ctx),
                        TrialState.FAIL,
                        null,
                        Map.of(),
                        TrialRequests.attrs(request.userAttrs()),
                        null,
                        request.reason(),
                        TrialRequests.token(request.leaseToken()),
                        TrialRequests.caller(ctx),
                        cases(ctx, request.caseResults())))));
    }

    private static Telling completion(
            int number,
            @Nullable Scores values,
            @Nullable Map<Integer, Score> intermediate,
            @Nullable Map<String, JsonNode> attrs,
            @Nullable List<Double> constraints,
            @Nullable String token,
            Caller caller,
            Alongside alongside) {
        if (values == null || values.values().isEmpty()) {
            throw new InvalidException("values", "a number, or one per objective, is required");
        }
        double[] limits = null;
        if (constraints != null) {
            limits = new double[constraints.size()];
            for (int i = 0; i < limits.length; i++) {
                Double limit = constraints.get(i);
                if (limit == null || !Double.isFinite(limit)) {
                    throw new InvalidException("constraints[" + i + "]", "a finite number is required");
                }
                limits[i] = limit;
            }
        }
        return new Telling(
                number,
                TrialState.COMPLETE,
                values.toArray(),
                steps(intermediate, "intermediate_values"),
                TrialRequests.attrs(attrs),
                limits,
                null,
                TrialRequests.token(token),
                caller,
                alongside);
    }

    private static Map<Integer, Double> steps(@Nullable Map<Integer, Score> values, String field) {
        Map<Integer, Double> steps = new LinkedHashMap<>();
        if (values != null) {
            values.forEach((step, value) -> {
                if (step < 0) {
                    throw new InvalidException(field, "steps are whole numbers of at least 0, but one is " + step);
                }
                if (value == null) {
                    throw new InvalidException(field + "." + step, "a number is required");
                }
                steps.put(step, value.value());
            });
        }
        return steps;
    }

    private static Alongside cases(Context ctx, @Nullable List<CaseResult> results) {
        return results == null ? Alongside.NOTHING : CaseResults.of(TrialRequests.number(ctx), results);
    }
}
