package io.asktell.tooleval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import java.util.ArrayList;
import java.util.List;

/** Small suites and answers for tests, written with single quotes. */
public final class Suites {
    private Suites() {}

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    /** Tools as {@code name: properties}, with the arguments named in {@code required}. */
    public static Tool tool(String name, String properties, String... required) {
        var schema = object("{'type':'object','properties':" + properties + "}");
        var array = schema.putArray("required");
        List.of(required).forEach(array::add);
        return new Tool(name, "A tool.", schema);
    }

    /** Calls as {@code [['name', {arguments}], …]}. */
    public static List<ToolCall> calls(String text) {
        var calls = new ArrayList<ToolCall>();
        json(text).forEach(call -> calls.add(ToolCall.ofJson(call.get(0).asText(), call.get(1))));
        return calls;
    }

    /** A suite of {@code n} cases c0, c1, … each wanting no call. */
    public static Suite abstaining(int n) {
        var cases = new ArrayList<TestCase>();
        for (int i = 0; i < n; i++) {
            cases.add(new TestCase("c" + i, List.of(Message.user("prompt " + i)), null, List.of(), null, 1));
        }
        return new Suite("abstaining", null, null, Matching.STRICT, List.of(), cases);
    }
}
