package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns JSON into a suite, noting every error with the path of its field. */
final class SuiteReader {
    private static final int MAX_CASES = 10_000;
    private static final int MAX_MESSAGES = 100;
    private static final int MAX_NAME = 256;
    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_PROMPT = 100_000;
    private static final double MAX_WEIGHT = 1_000_000;
    private static final Set<String> SUITE_FIELDS =
            new TreeSet<>(Set.of("name", "description", "system_prompt", "matching", "tools", "cases"));
    private static final Set<String> CASE_FIELDS =
            new TreeSet<>(Set.of("id", "prompt", "messages", "tools", "expected_calls", "category", "weight"));
    private static final Set<String> MESSAGE_FIELDS = new TreeSet<>(Set.of("role", "content"));
    private static final Set<String> ROLES = new TreeSet<>(Set.of("system", "user", "assistant"));

    private final FieldReader errors;

    SuiteReader(FieldReader errors) {
        this.errors = errors;
    }

    /** Empty only if an error was noted; present with errors noted means a part was left out. */
    Optional<Suite> suite(JsonNode json) {
        if (!json.isObject()) {
            errors.add("", "a suite is an object");
            return Optional.empty();
        }
        errors.refuseUnstorable(json, "");
        errors.refuseUnknown(json, "", SUITE_FIELDS);
        var name = errors.requiredText(json, "", "name", MAX_NAME);
        var description = errors.optionalText(json, "", "description", MAX_DESCRIPTION);
        var systemPrompt = errors.optionalText(json, "", "system_prompt", MAX_PROMPT);
        var matching = matching(json);
        var toolReader = new ToolReader(errors, matching);
        var tools = toolReader.tools(json, "");
        var cases = cases(json, tools == null ? List.of() : tools, toolReader);
        if (!errors.isEmpty() || name == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Suite(name, description, systemPrompt, matching, tools == null ? List.of() : tools, cases));
    }

    private Matching matching(JsonNode json) {
        var word = errors.optionalText(json, "", "matching", MAX_NAME);
        if (word == null) {
            return Matching.STRICT;
        }
        return Matching.of(word).orElseGet(() -> {
            errors.add("matching", "must be strict or bfcl");
            return Matching.STRICT;
        });
    }

    private List<TestCase> cases(JsonNode json, List<Tool> suiteTools, ToolReader toolReader) {
        var array = errors.optionalList(json, "", "cases", MAX_CASES);
        if (array == null || array.isEmpty()) {
            if (array != null || errors.given(json, "cases") == null) {
                errors.add("cases", "a suite needs at least one case");
            }
            return List.of();
        }
        var cases = new ArrayList<TestCase>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < array.size(); i++) {
            var path = "cases[" + i + "]";
            var testCase = testCase(array.get(i), path, suiteTools, toolReader);
            var id = array.get(i).path("id").asText();
            var earlier = seen.putIfAbsent(id, i);
            if (earlier != null && !id.isEmpty()) {
                errors.add(path + ".id", "the id " + id + " is taken by cases[" + earlier + "]");
            }
            if (testCase != null) {
                cases.add(testCase);
            }
        }
        return cases;
    }

    private @Nullable TestCase testCase(JsonNode json, String path, List<Tool> suiteTools, ToolReader toolReader) {
        if (!json.isObject()) {
            errors.add(path, "a case is an object");
            return null;
        }
        errors.refuseUnknown(json, path, CASE_FIELDS);
        var id = errors.requiredText(json, path, "id", MAX_NAME);
        var messages = messages(json, path);
        var own = toolReader.tools(json, path);
        var calls = toolReader.expectedCalls(json, path, own == null ? suiteTools : own);
        var category = errors.optionalText(json, path, "category", MAX_NAME);
        var weight = weight(json, path);
        if (id == null || messages.isEmpty() || calls == null) {
            return null;
        }
        return new TestCase(id, messages, own, calls, category, weight);
    }

    private List<Message> messages(JsonNode json, String path) {
        var hasPrompt = errors.given(json, "prompt") != null;
        var hasMessages = errors.given(json, "messages") != null;
        if (hasPrompt == hasMessages) {
            errors.add(path + ".prompt", "a case has a prompt or messages, not both and not neither");
            return List.of();
        }
        if (hasPrompt) {
            var prompt = errors.requiredText(json, path, "prompt", MAX_PROMPT);
            return prompt == null ? List.of() : List.of(Message.user(prompt));
        }
        var array = errors.optionalList(json, path, "messages", MAX_MESSAGES);
        if (array == null) {
            return List.of();
        }
        if (array.isEmpty()) {
            errors.add(path + ".messages", "must not be empty");
        }
        var messages = new ArrayList<Message>();
        for (int i = 0; i < array.size(); i++) {
            var message = message(array.get(i), path + ".messages[" + i + "]");
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    private @Nullable Message message(JsonNode json, String path) {
        if (!json.isObject()) {
            errors.add(path, "a message is an object with role and content");
            return null;
        }
        errors.refuseUnknown(json, path, MESSAGE_FIELDS);
        var role = errors.requiredText(json, path, "role", MAX_NAME);
        var content = errors.requiredText(json, path, "content", MAX_PROMPT);
        if (role != null && !ROLES.contains(role)) {
            errors.add(path + ".role", "must be one of " + String.join(", ", ROLES));
        }
        return role == null || content == null ? null : new Message(role, content);
    }

    private double weight(JsonNode json, String path) {
        var value = errors.given(json, "weight");
        if (value == null) {
            return 1;
        }
        if (!value.isNumber() || !(value.doubleValue() > 0 && value.doubleValue() <= MAX_WEIGHT)) {
            errors.add(path + ".weight", "must be a number above 0 and at most 1000000");
            return 1;
        }
        return value.doubleValue();
    }
}
