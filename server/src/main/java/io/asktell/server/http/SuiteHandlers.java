package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.store.SuiteRow;
import io.asktell.server.tooleval.Suites;
import io.asktell.tooleval.Suite;
import io.javalin.http.Context;
import java.util.List;
import java.util.regex.Pattern;

/** Suites over HTTP. */
public final class SuiteHandlers {
    private static final Pattern TAG = Pattern.compile("\"([^\"]+)\\.([0-9]{1,9})\"");

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
        if (!Versioned.known(ctx, "\"" + row.id() + "." + row.version() + "\"")) {
            ctx.json(shown(row));
        }
    }

    /** With {@code If-Match}, the tag of a GET, only if the suite is still that version. */
    void replace(Context ctx) {
        String id = ctx.pathParam("id");
        String tag = ctx.header("If-Match");
        Integer version = tag == null || tag.equals("*") ? null : versionOf(id, tag);
        ctx.json(shown(suites.replace(id, RequestReader.body(ctx, JsonNode.class), version)));
    }

    private static int versionOf(String id, String tag) {
        var match = TAG.matcher(tag);
        if (!match.matches() || !match.group(1).equals(id)) {
            throw new MalformedException(
                    "malformed_header", "If-Match is the ETag of this suite, but it is " + tag + ".");
        }
        return Integer.parseInt(match.group(2));
    }

    /** Says what a suite holds, or everything that is wrong with it, and keeps nothing. */
    void check(Context ctx) {
        var suite = Suites.checked(RequestReader.body(ctx, JsonNode.class));
        ctx.json(Json.mapper()
                .createObjectNode()
                .put("tools", suite.tools().size())
                .put("cases", suite.cases().size()));
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
        String format = format(ctx, "asktell", "bfcl", "mcp");
        boolean partial = RequestReader.queryBoolean(ctx, "partial").orElse(false);
        var imports = new SuiteImports(suites, partial);
        ctx.status(201)
                .json(
                        switch (format) {
                            case "bfcl" -> imports.bfcl(RequestReader.body(ctx, SuiteImports.BfclRequest.class));
                            case "mcp" -> imports.mcp(RequestReader.body(ctx, SuiteImports.McpRequest.class));
                            default -> imports.asktell(RequestReader.body(ctx, JsonNode.class));
                        });
    }

    /** Scores answers that were recorded elsewhere. */
    void score(Context ctx) {
        Suite suite = Suites.suite(suites.find(ctx.pathParam("id"), null));
        ctx.json(SuiteScores.of(suite, RequestReader.body(ctx, SuiteScores.ScoreRequest.class)));
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
}
