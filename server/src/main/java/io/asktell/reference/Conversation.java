package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * The messages of a request.
 *
 * @param lastRequest what the person said last; empty when nobody did
 * @param answered whether a tool's answer is the last word
 * @param characters everything that was said
 */
record Conversation(String lastRequest, boolean answered, String characters) {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> KNOWN = Set.of("role", "content", "name", "tool_calls", "tool_call_id", "refusal");

    static Conversation of(Fields request) {
        if (!request.has("messages")) {
            throw RefusedRequestException.missing("messages");
        }
        var messages = request.array("messages");
        if (messages.isEmpty()) {
            throw RefusedRequestException.value("messages", "at least one message");
        }
        var lastRequest = "";
        boolean answered = false;
        var characters = new StringBuilder();
        for (int i = 0; i < messages.size(); i++) {
            var message = Fields.of(messages.get(i), "messages[" + i + "]");
            message.allowOnly(KNOWN);
            var role = message.text("role");
            if (!ROLES.contains(role)) {
                throw RefusedRequestException.value(
                        message.pathOf("role"), "one of system, developer, user, assistant, tool");
            }
            var content = content(message, role);
            characters.append(content).append(message.get("tool_calls")).append('\n');
            lastRequest = role.equals("user") ? content : lastRequest;
            answered = role.equals("tool");
        }
        return new Conversation(lastRequest, answered, characters.toString());
    }

    private static String content(Fields message, String role) {
        var content = message.get("content");
        if (content.isTextual()) {
            return content.asText();
        }
        boolean calling = role.equals("assistant") && message.has("tool_calls");
        if (content.isMissingNode() && calling) {
            return "";
        }
        if (content.isMissingNode()) {
            throw RefusedRequestException.missing(message.pathOf("content"));
        }
        return parts(content, message.pathOf("content"));
    }

    private static String parts(JsonNode content, String path) {
        if (!content.isArray()) {
            throw RefusedRequestException.type(path, "a string or an array of text parts");
        }
        var text = new StringBuilder();
        for (int i = 0; i < content.size(); i++) {
            var part = Fields.of(content.get(i), path + '[' + i + ']');
            if (!part.text("type").equals("text")) {
                throw RefusedRequestException.value(part.pathOf("type"), "text, as this model reads nothing else");
            }
            text.append(part.text("text")).append('\n');
        }
        return text.toString();
    }
}
