package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the OpenAPI document.
 *
 * @param pointer where it stands in the document
 * @param queries the names of its query parameters
 * @param bodyType the media type of its body; null when it takes none
 * @param body the schema of its body; missing when it takes none
 */
record Operation(
        String method,
        String path,
        String pointer,
        List<String> queries,
        boolean idempotent,
        @Nullable String bodyType,
        JsonNode body,
        JsonNode responses) {
    static List<Operation> allOf(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        for (var path : document.get("paths").properties()) {
            path.getValue().properties().forEach(operation -> operations.add(of(path.getKey(), operation)));
        }
        return List.copyOf(operations);
    }

    private static Operation of(String path, Map.Entry<String, JsonNode> entry) {
        var operation = entry.getValue();
        List<String> queries = new ArrayList<>();
        var idempotent = false;
        for (var parameter : operation.path("parameters")) {
            if (parameter.get("in").asText().equals("query")) {
                queries.add(parameter.get("name").asText());
            }
            idempotent |= parameter.get("name").asText().equals("Idempotency-Key");
        }
        var content = operation.at("/requestBody/content");
        var type = content.fieldNames().hasNext() ? content.fieldNames().next() : null;
        return new Operation(
                entry.getKey().toUpperCase(Locale.ROOT),
                path,
                "/paths/" + path.replace("/", "~1") + "/" + entry.getKey(),
                List.copyOf(queries),
                idempotent,
                type,
                type == null ? operation.path("requestBody") : content.get(type).get("schema"),
                operation.get("responses"));
    }

    boolean streams() {
        return path.equals("/ws") || path.endsWith("/events");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
