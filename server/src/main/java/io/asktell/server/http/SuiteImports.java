package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.store.SuiteRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.tooleval.Suites;
import io.asktell.tooleval.Matching;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.Tool;
import io.asktell.tooleval.bfcl.BfclImporter;
import io.asktell.tooleval.bfcl.Skipped;
import io.asktell.tooleval.mcp.McpTools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Suites from files. What cannot be taken is named, entry by entry, and unless the import is partial nothing is kept then. */
final class SuiteImports {
    private final Suites suites;
    private final boolean partial;

    SuiteImports(Suites suites, boolean partial) {
        this.suites = suites;
        this.partial = partial;
    }

    /**
     * BFCL's files as texts.
     *
     * @param functions those that conversations of several turns work on
     */
    record BfclRequest(
            @Nullable String name,
            @Nullable String questions,
            @Nullable String answers,
            @Nullable String functions) {}

    /**
     * The tools of an MCP server.
     *
     * @param tools what {@code tools/list} answered: all of it, its result, or the list in it
     * @param suiteId the suite that gets the tools; without it they make a suite
     */
    record McpRequest(
            @Nullable String name,
            @Nullable JsonNode tools,
            @Nullable String suiteId) {}

    ObjectNode asktell(JsonNode suite) {
        return answer(suites.create(suite), List.of());
    }

    ObjectNode bfcl(BfclRequest body) {
        var errors = new FieldErrors();
        String name = Objects.requireNonNullElse(body.name(), "");
        checkName(name, errors);
        errors.check(body.questions() != null, "questions", "the text of a JSONL file is required");
        errors.throwIfAny();
        var read = BfclImporter.read(name, Objects.requireNonNull(body.questions()), body.answers(), body.functions());
        refuse("questions", read.skipped(), read.suite().isEmpty(), "at least one case, but there is none");
        Suite suite = read.suite().orElseThrow(() -> new AssertionError("checked above"));
        return answer(suites.create(suite), read.skipped());
    }

    ObjectNode mcp(McpRequest body) {
        var errors = new FieldErrors();
        String name = Objects.requireNonNullElse(body.name(), "");
        String suiteId = body.suiteId();
        if (suiteId == null || !name.isEmpty()) {
            checkName(name, errors);
        }
        JsonNode list = body.tools();
        errors.check(list != null, "tools", "the answer of tools/list is required");
        errors.throwIfAny();
        var read = McpTools.read(Objects.requireNonNull(list));
        refuse("tools", read.skipped(), read.tools().isEmpty(), "at least one tool, but there is none");
        if (suiteId == null) {
            var suite = new Suite(name, null, null, Matching.STRICT, read.tools(), List.of());
            return answer(suites.create(suite), read.skipped());
        }
        Suite merged = merged(Suites.suite(suites.find(suiteId, null)), name, read.tools());
        return answer(suites.replace(suiteId, SuiteCodec.write(merged), null), read.skipped());
    }

    /** The suite with more tools; one of a name it has takes that one's place. */
    private static Suite merged(Suite suite, String name, List<Tool> more) {
        Map<String, Tool> tools = new LinkedHashMap<>();
        suite.tools().forEach(tool -> tools.put(tool.name(), tool));
        more.forEach(tool -> tools.put(tool.name(), tool));
        return new Suite(
                name.isEmpty() ? suite.name() : name,
                suite.description(),
                suite.systemPrompt(),
                suite.matching(),
                List.copyOf(tools.values()),
                suite.cases());
    }

    private static void checkName(String name, FieldErrors errors) {
        errors.check(!name.isEmpty() && name.length() <= 256, "name", "1 to 256 characters");
    }

    private void refuse(String field, List<Skipped> skipped, boolean empty, String nothing) {
        if (!empty && (skipped.isEmpty() || partial)) {
            return;
        }
        var errors = new FieldErrors();
        skipped.forEach(entry -> errors.add(field + "." + entry.entry(), entry.reason()));
        errors.check(!skipped.isEmpty(), field, nothing);
        errors.throwIfAny();
    }

    private static ObjectNode answer(SuiteRow row, List<Skipped> skipped) {
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
