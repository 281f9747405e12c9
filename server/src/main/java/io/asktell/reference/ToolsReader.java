package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a request says about tools, and remembers tools it has read, as the same ones come again and again. */
final class ToolsReader {
    /** OpenAI's rule, and dots, which other engines allow. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

    private static final int MAX_REMEMBERED = 4_096;
    private static final int MAX_REMEMBERED_CHARACTERS = 8_000;

    private final Map<String, ToolSpec> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ToolSpec> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    List<ToolSpec> tools(Fields request) {
        var tools = new ArrayList<ToolSpec>();
        var names = new HashSet<String>();
        var list = request.array("tools");
        for (int i = 0; i < list.size(); i++) {
            var tool = tool(list.get(i), "tools[" + i + "]");
            if (!names.add(tool.name())) {
                throw RefusedRequestException.value("tools[" + i + "].function.name", "a name of its own");
            }
            tools.add(tool);
        }
        return tools;
    }

    private ToolSpec tool(JsonNode node, String path) {
        var text = node.toString();
        if (text.length() > MAX_REMEMBERED_CHARACTERS) {
            return read(node, path);
        }
        synchronized (remembered) {
            var known = remembered.get(text);
            if (known != null) {
                return known;
            }
        }
        var tool = read(node, path);
        synchronized (remembered) {
            remembered.put(text, tool);
        }
        return tool;
    }

    private static ToolSpec read(JsonNode node, String path) {
        var tool = Fields.of(node, path);
        tool.allowOnly(Set.of("type", "function"));
        if (!tool.text("type").equals("function")) {
            throw RefusedRequestException.value(tool.pathOf("type"), "'function'");
        }
        if (!tool.has("function")) {
            throw RefusedRequestException.missing(tool.pathOf("function"));
        }
        var function = Fields.of(tool.get("function"), tool.pathOf("function"));
        function.allowOnly(Set.of("name", "description", "parameters", "strict"));
        var name = function.text("name");
        if (!NAME.matcher(name).matches()) {
            throw RefusedRequestException.value(function.pathOf("name"), "1 to 128 letters, digits, '_', '-' or '.'");
        }
        function.truth("strict", false);
        var parameters = function.get("parameters");
        if (!parameters.isMissingNode() && !parameters.isObject()) {
            throw RefusedRequestException.type(function.pathOf("parameters"), "a JSON schema of an object");
        }
        return ToolSpec.of(name, function.text("description", ""), parameters);
    }

    static ToolChoice choice(Fields request, List<ToolSpec> tools) {
        var node = request.get("tool_choice");
        if (node.isMissingNode()) {
            return ToolChoice.of(ToolChoice.Mode.AUTO);
        }
        if (node.isObject()) {
            var choice = Fields.of(node, "tool_choice");
            choice.allowOnly(Set.of("type", "function"));
            var name = Fields.of(choice.get("function"), "tool_choice.function").text("name");
            if (!choice.text("type").equals("function")
                    || tools.stream().noneMatch(tool -> tool.name().equals(name))) {
                throw RefusedRequestException.value("tool_choice", "a function of 'tools'");
            }
            return new ToolChoice(ToolChoice.Mode.NAMED, name);
        }
        var mode = switch (request.text("tool_choice")) {
            case "auto" -> ToolChoice.Mode.AUTO;
            case "none" -> ToolChoice.Mode.NONE;
            case "required" -> ToolChoice.Mode.REQUIRED;
            default -> throw RefusedRequestException.value("tool_choice", "auto, none, required or a function");
        };
        if (mode == ToolChoice.Mode.REQUIRED && tools.isEmpty()) {
            throw RefusedRequestException.value("tool_choice", "'tools' to choose from");
        }
        return ToolChoice.of(mode);
    }
}
