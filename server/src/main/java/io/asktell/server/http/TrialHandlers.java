package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CaseResult;
import io.asktell.api.CompleteBatchItem;
import io.asktell.api.CompleteBatchRequest;
import io.asktell.api.CompleteBatchResult;
import io.asktell.api.CompleteRequest;
import io.asktell.api.EnqueueRequest;
import io.asktell.api.FailRequest;
import io.asktell.api.HeartbeatRequest;
import io.asktell.api.HeartbeatResponse;
import io.asktell.api.Json;
import io.asktell.api.LeaseResponse;
import io.asktell.api.PruneRequest;
import io.asktell.api.ReportRequest;
import io.asktell.api.ReportResponse;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import io.asktell.api.SuggestBatchResponse;
import io.asktell.api.SuggestRequest;
import io.asktell.api.SuggestResponse;
import io.asktell.api.TrialResponse;
import io.asktell.server.auth.Credential;
import io.asktell.server.auth.KeptAnswers;
import io.asktell.server.auth.Scope;
import io.asktell.server.jobs.CaseResults;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.study.Alongside;
import io.asktell.server.study.Asking;
import io.asktell.server.study.Attributes;
import io.asktell.server.study.Caller;
import io.asktell.server.study.Enqueuing;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.GivenTrial;
import io.asktell.server.study.Reporting;
import io.asktell.server.study.Telling;
import io.asktell.server.study.TrialView;
import io.asktell.server.study.Trials;
import io.asktell.study.TrialState;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Asking for trials and telling what came of them, over HTTP. */
public final class TrialHandlers {
    private static final int MAX_COUNT = 1000;
    private static final int MAX_TEXT = 10_000;
    /** A lease token that no lease has. */
    private static final UUID NO_TOKEN = new UUID(0, 0);

    private final Trials trials;
    private final KeptAnswers answers;

    public TrialHandlers(Trials trials, KeptAnswers answers) {
        this.trials = trials;
        this.answers = answers;
    }

    void suggest(Context ctx) {
        var request = RequestReader.optionalBody(ctx, SuggestRequest.class);
        var errors = new FieldErrors();
        Integer count = request.count();
        errors.check(count == null || count >= 1 && count <= MAX_COUNT, "count", "1 to " + MAX_COUNT);
        Double lease = request.leaseSeconds();
        errors.check(
                lease == null || lease >= 0.1 && lease <= 604_800,
                "lease_seconds",
                "0.1 to 604800 (a week), or absent");
        checkText(request.worker(), "worker", errors);
        errors.throwIfAny();
        Map<String, @Nullable Object> fixed = request.fixedParams() == null ? Map.of() : request.fixedParams();
        var study = ctx.pathParam("name");
        var asking = new Asking(count == null ? 1 : count, request.worker(), lease, fixed, caller(ctx));
        var key = Idempotency.keyOf(ctx);
        if (key.isEmpty()) {
            ctx.json(given(study, count, trials.ask(study, asking)));
            return;
        }
        var replay = trials.askOnce(
                study,
                asking,
                handle -> answers.find(handle, key.get()).map(found -> new Replay(found, true)),
                (handle, given) -> {
                    var answer = new KeptAnswers.Answer(200, "application/json", bytes(given(study, count, given)));
                    answers.keep(handle, key.get(), answer);
                    return new Replay(answer, false);
                });
        if (replay.repeated) {
            Idempotency.replay(ctx, replay.answer);
        } else {
            ctx.contentType("application/json").result(replay.answer.body());
        }
    }

    private record Replay(KeptAnswers.Answer answer, boolean repeated) {}

    private static Object given(String study, @Nullable Integer count, List<GivenTrial> given) {
        var answers = given.stream().map(trial -> response(study, trial)).toList();
        return count == null ? answers.get(0) : new SuggestBatchResponse(answers);
    }

    private static byte[] bytes(Object body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    void enqueue(Context ctx) {
        var request = RequestReader.body(ctx, EnqueueRequest.class);
        if (request.params() == null) {
            throw new InvalidException("params", "an object of parameter values (some or all of them) is required");
        }
        var view = trials.enqueue(
                ctx.pathParam("name"),
                new Enqueuing(
                        request.params(),
                        Json.mapper().valueToTree(request.params()).toString(),
                        attrs(request.userAttrs()),
                        Boolean.TRUE.equals(request.skipIfExists())));
        ctx.status(201).json(response(view));
    }

    void heartbeat(Context ctx) {
        var request = RequestReader.optionalBody(ctx, HeartbeatRequest.class);
        var verdict = trials.report(
                ctx.pathParam("name"),
                new Reporting(number(ctx), Map.of(), token(request.leaseToken()), caller(ctx), Alongside.NOTHING));
        ctx.json(new HeartbeatResponse(lease(verdict.leaseToken(), verdict.leaseExpiresAt()), verdict.stop()));
    }

    void report(Context ctx) {
        var request = RequestReader.body(ctx, ReportRequest.class);
        var verdict = trials.report(
                ctx.pathParam("name"),
                new Reporting(
                        number(ctx),
                        reports(request),
                        token(request.leaseToken()),
                        caller(ctx),
                        cases(ctx, request.caseResults())));
        ctx.json(new ReportResponse(verdict.prune(), lease(verdict.leaseToken(), verdict.leaseExpiresAt())));
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
        ctx.json(response(trials.tell(
                ctx.pathParam("name"),
                completion(
                        number(ctx),
                        request.values(),
                        request.intermediateValues(),
                        request.userAttrs(),
                        request.constraints(),
                        request.leaseToken(),
                        caller(ctx),
                        cases(ctx, request.caseResults())))));
    }

    void completeMany(Context ctx) {
        var request = RequestReader.body(ctx, CompleteBatchRequest.class);
        List<CompleteBatchItem> items = request.results();
        if (items == null || items.isEmpty() || items.size() > MAX_COUNT) {
            throw new InvalidException("results", "a list of 1 to " + MAX_COUNT + " results is required");
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
                        caller(ctx),
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
                    trial = response(told.next().join());
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
        ctx.json(response(trials.tell(
                ctx.pathParam("name"),
                new Telling(
                        number(ctx),
                        TrialState.PRUNED,
                        null,
                        steps(request.intermediateValues(), "intermediate_values"),
                        attrs(request.userAttrs()),
                        null,
                        null,
                        token(request.leaseToken()),
                        caller(ctx),
                        Alongside.NOTHING))));
    }

    void fail(Context ctx) {
        var request = RequestReader.optionalBody(ctx, FailRequest.class);
        var errors = new FieldErrors();
        checkText(request.reason(), "reason", errors);
        errors.throwIfAny();
        ctx.json(response(trials.tell(
                ctx.pathParam("name"),
                new Telling(
                        number(ctx),
                        TrialState.FAIL,
                        null,
                        Map.of(),
                        attrs(request.userAttrs()),
                        null,
                        request.reason(),
                        token(request.leaseToken()),
                        caller(ctx),
                        Alongside.NOTHING))));
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var state = RequestReader.queryEnum(ctx, "state", TrialState.class).orElse(null);
        var order = order(RequestReader.query(ctx, "order").orElse("number"));
        long after = RequestReader.queryLong(ctx, "cursor").orElse(-1L);
        if (after >= 0 && (order != Trials.Order.NUMBER || page.offset() > 0)) {
            throw new MalformedException("malformed_query", "A cursor goes with order=number and without offset.");
        }
        int from = (int) Math.max(-1, Math.min(after, Integer.MAX_VALUE));
        var found = trials.list(ctx.pathParam("name"), state, from, order, page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        if (order == Trials.Order.NUMBER && found.trials().size() == page.limit()) {
            ctx.header(
                    "X-Next-Cursor",
                    Integer.toString(found.trials().get(page.limit() - 1).row().number()));
        }
        if (String.valueOf(ctx.header("Accept")).contains("text/csv")) {
            ctx.contentType("text/csv; charset=utf-8").result(TrialCsv.of(found.trials()));
        } else {
            ctx.json(found.trials().stream().map(TrialHandlers::response).toList());
        }
    }

    private static Trials.Order order(String text) {
        return switch (text) {
            case "number" -> Trials.Order.NUMBER;
            case "value" -> Trials.Order.VALUE;
            case "-value" -> Trials.Order.VALUE_DESCENDING;
            default ->
                throw new MalformedException(
                        "malformed_query", "order is number, value or -value, but it is " + text + ".");
        };
    }

    void find(Context ctx) {
        ctx.json(response(trials.find(ctx.pathParam("name"), number(ctx))));
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
                attrs(attrs),
                limits,
                null,
                token(token),
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
        return results == null ? Alongside.NOTHING : CaseResults.of(number(ctx), results);
    }

    private static String attrs(@Nullable Map<String, JsonNode> attrs) {
        return Attributes.stored(attrs == null ? Map.of() : attrs);
    }

    private static void checkText(@Nullable String text, String field, FieldErrors errors) {
        errors.check(text == null || text.length() <= MAX_TEXT, field, "at most " + MAX_TEXT + " characters");
    }

    private static Caller caller(Context ctx) {
        Credential credential = Access.credential(ctx);
        return new Caller(credential.id(), !credential.may(Scope.TUNER_WRITE));
    }

    /** The trial's number in the path; what is no number names no trial. */
    private static int number(Context ctx) {
        return RequestReader.pathLong(ctx, "trial_id")
                .filter(number -> number <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElseThrow(() -> new NotFoundException(
                        "trial_not_found",
                        "Trials are numbered 0, 1, 2, …; \"" + ctx.pathParam("trial_id") + "\" is none."));
    }

    /** A text that is no token at all is a wrong one. */
    private static @Nullable UUID token(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return NO_TOKEN;
        }
    }

    static SuggestResponse response(String study, GivenTrial trial) {
        return new SuggestResponse(
                trial.number(),
                trial.number(),
                trial.params(),
                study,
                lease(trial.leaseToken(), trial.leaseExpiresAt()),
                trial.origin(),
                trial.attempt());
    }

    static TrialResponse response(TrialView view) {
        var row = view.row();
        Map<Integer, Score> intermediate = new LinkedHashMap<>();
        view.reports().asMap().forEach((step, value) -> intermediate.put(step, new Score(value)));
        Instant started = row.startedAt();
        Instant finished = row.finishedAt();
        return new TrialResponse(
                row.number(),
                view.study(),
                row.state().name(),
                row.values() == null ? null : Scores.of(row.values()).values(),
                view.params(),
                started,
                finished,
                started == null || finished == null
                        ? null
                        : Duration.between(started, finished).toNanos() / 1e9,
                Attributes.read(row.userAttrs()),
                intermediate,
                constraints(row.constraints()),
                row.worker(),
                row.attempt(),
                row.failReason(),
                row.state() == TrialState.RUNNING ? lease(row.leaseToken(), row.leaseExpiresAt()) : null);
    }

    private static @Nullable List<Double> constraints(double @Nullable [] values) {
        return values == null ? null : java.util.Arrays.stream(values).boxed().toList();
    }

    private static @Nullable LeaseResponse lease(@Nullable UUID token, @Nullable Instant expiresAt) {
        return token == null || expiresAt == null ? null : new LeaseResponse(token.toString(), expiresAt);
    }
}
