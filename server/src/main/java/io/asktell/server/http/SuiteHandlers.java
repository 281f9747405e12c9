package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.SuiteRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.tooleval.Suites;
import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.Scorer;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.ToolCall;
import io.asktell.tooleval.bfcl.BfclImporter;
import io.asktell.tooleval.bfcl.Skipped;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Suites over HTTP. */
public final class SuiteHandlers {
    private final Suites suites;

    public SuiteHandlers(Suites suites) {
        this.suites = suites;
    }

    void create(Context ctx) {
        ctx.status(201).json(shown(suites.create(RequestReader.body(ctx, JsonNode.class))));
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var found = suites.list(page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.suites().stream().map(SuiteHandlers::summary).toList());
    }

    void find(Context ctx) {
        var version = RequestReader.queryLong(ctx, "version")
                .map(v -> (int) Math.max(0, Math.min(v, Integer.MAX_VALUE)))
                .orElse(null);
        var row = suites.find(ctx.pathParam("id"), version);
        String tag = "\"" + row.id() + "." + row.version() + "\"";
        ctx.header("ETag", tag);
        if (tag.equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
        } else {
            ctx.json(shown(row));
        }
    }

    void replace(Context ctx) {
        ctx.json(shown(suites.replace(ctx.pathParam("id"), RequestReader.body(ctx, JsonNode.class))));
    }

    void delete(Context ctx) {
        suites.delete(ctx.pathParam("id"));
        ctx.status(204);
    }

    void export(Context ctx) {
        format(ctx, "asktell");
        ctx.json(Suites.definition(suites.find(ctx.pathParam("id"), null)));
    }

    void importSuite(Context ctx) {
        String format = format(ctx, "asktell", "bfcl");
        boolean partial = RequestReader.queryBoolean(ctx, "partial").orElse(false);
        if (format.equals("asktell")) {
            ctx.status(201).json(imported(suites.create(RequestReader.body(ctx, JsonNode.class)), List.of()));
            return;
        }
        var body = RequestReader.body(ctx, BfclRequest.class);
        String name = Objects.requireNonNullElse(body.name(), "");
        var errors = new FieldErrors();
        errors.check(!name.isEmpty() && name.length() <= 256, "name", "1 to 256 characters");
        errors.check(body.questions() != null, "questions", "the text of a JSONL file is required");
        errors.throwIfAny();
        var read = BfclImporter.read(name, Objects.requireNonNull(body.questions()), body.answers());
        if (read.suite().isEmpty() || !read.skipped().isEmpty() && !partial) {
            for (Skipped skipped : read.skipped()) {
                errors.add("questions." + skipped.entry(), skipped.reason());
            }
            errors.check(!read.skipped().isEmpty(), "questions", "at least one case, but there is none");
            errors.throwIfAny();
        }
        Suite suite = read.suite().orElseThrow(() -> new AssertionError("checked above"));
        ctx.status(201).json(imported(suites.create(suite), read.skipped()));
    }

    /** Both as text of JSONL files. */
    record BfclRequest(
            @Nullable String name,
            @Nullable String questions,
            @Nullable String answers) {}

    /** Answers that were recorded elsewhere. */
    record ScoreRequest(@Nullable List<@Nullable Response> responses) {}

    record Response(
            @Nullable String caseId,
            @Nullable List<@Nullable Call> calls,
            @Nullable String text) {}

    /** @param arguments an object, or the text of one, as models send it */
    record Call(@Nullable String name, @Nullable JsonNode arguments) {}

    /** Scores answers that were recorded elsewhere. */
    void score(Context ctx) {
        Suite suite = Suites.suite(suites.find(ctx.pathParam("id"), null));
        var responses = RequestReader.body(ctx, ScoreRequest.class).responses();
        if (responses == null || responses.isEmpty()) {
            throw new InvalidException("responses", "a list of responses is required");
        }
        Map<String, TestCase> cases = new HashMap<>();
        suite.cases().forEach(c -> cases.put(c.id(), c));
        var errors = new FieldErrors();
        List<CaseScore> scores = new ArrayList<>();
        double weighted = 0;
        double weights = 0;
        for (int i = 0; i < responses.size(); i++) {
            var response = responses.get(i);
            var testCase = response == null ? null : cases.get(response.caseId());
            if (response == null || testCase == null) {
                errors.add("responses[" + i + "].case_id", "the suite has no case of this id");
                continue;
            }
            var recorded = recorded(response, "responses[" + i + "]", errors);
            if (recorded != null) {
                var score = Scorer.score(suite, testCase, recorded);
                scores.add(score);
                weighted += testCase.weight() * score.score();
                weights += testCase.weight();
            }
        }
        errors.throwIfAny();
        var answer = Json.mapper().createObjectNode();
        var list = answer.putArray("cases");
        for (var score : scores) {
            list.addObject()
                    .put("case_id", score.caseId())
                    .put("outcome", score.outcome().word())
                    .put("passed", score.passed())
                    .put("score", score.score())
                    .put("detail", score.detail());
        }
        answer.put("passed", scores.stream().filter(CaseScore::passed).count());
        answer.put("total", scores.size());
        answer.put("score", weights > 0 ? weighted / weights : 0);
        ctx.json(answer);
    }

    private static @Nullable ModelResponse recorded(Response response, String path, FieldErrors errors) {
        var calls = Objects.requireNonNullElse(response.calls(), List.<@Nullable Call>of());
        List<ToolCall> read = new ArrayList<>();
        for (int k = 0; k < calls.size(); k++) {
            var call = calls.get(k);
            String name = call == null ? null : call.name();
            if (call == null || name == null) {
                errors.add(path + ".calls[" + k + "].name", "the name of a tool is required");
                return null;
            }
            read.add(ToolCall.ofJson(name, call.arguments()));
        }
        return ModelResponse.recorded(read, response.text());
    }

    private static String format(Context ctx, String... known) {
        String format = RequestReader.query(ctx, "format").orElse("asktell");
        if (!List.of(known).contains(format)) {
            throw new MalformedException(
                    "malformed_query", "format is " + String.join(" or ", known) + ", but it is " + format + ".");
        }
        return format;
    }

    private static ObjectNode summary(SuiteRow row) {
        return Json.mapper()
                .createObjectNode()
                .put("id", row.id())
                .put("suite_id", row.id())
                .put("version", row.version())
                .put("name", row.name())
                .put("tools", row.tools())
                .put("cases", row.cases())
                .put("created_at", row.createdAt().toString())
                .put("updated_at", row.updatedAt().toString());
    }

    /** The suite itself, with where it is kept. */
    private static ObjectNode shown(SuiteRow row) {
        ObjectNode shown = Json.mapper().createObjectNode();
        shown.put("id", row.id());
        shown.put("suite_id", row.id());
        shown.put("version", row.version());
        shown.setAll((ObjectNode) Suites.definition(row));
        return shown;
    }

    private static ObjectNode imported(SuiteRow row, List<Skipped> skipped) {
        ObjectNode answer = Json.mapper()
                .createObjectNode()
                .put("suite_id", row.id())
                .put("name", row.name())
                .put("tools", row.tools())
                .put("cases", row.cases());
        var list = answer.putArray("skipped");
        skipped.forEach(s -> list.addObject().put("entry", s.entry()).put("reason", s.reason()));
        return answer;
    }
}
