package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.asktell.api.Json;
import io.asktell.server.fuzz.Request.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is true of every answer, whatever was asked. */
final class Invariants {
    /** What only somebody who looks inside should see: names of classes, traces, SQL, places of files. No request says any of it. */
    private static final List<String> INTERNALS = List.of(
            "io.asktell",
            "org.postgresql",
            "org.eclipse",
            "org.jdbi",
            "org.flywaydb",
            "com.fasterxml",
            "com.zaxxer",
            "io.javalin",
            "java.lang",
            "java.util",
            "java.sql",
            "java.io",
            "jakarta.",
            "Exception",
            "\tat ",
            ".java:",
            "SELECT ",
            "INSERT INTO",
            "DELETE FROM",
            " SET ",
            "SQLSTATE",
            " constraint ",
            "ERROR: ",
            System.getProperty("user.dir"));

    /** Where files of a machine lie; within an address of the server they are names. */
    private static final Pattern FOLDER = Pattern.compile("(?<!\\w)/(home|root|tmp|usr)/");

    private static final List<String> PROBLEM = List.of("type", "title", "status", "detail", "code");

    private final SchemaRegistry schemas;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    Invariants(String document) {
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of("https://document.invalid/openapi", document)));
    }

    /** Every way in which the answer is not as it must be; mostly none. */
    List<String> broken(Request request, Answer answer) {
        List<String> broken = new ArrayList<>();
        if (answer.status() == 0) {
            if (request.kind() != Kind.BAD_HTTP) {
                broken.add("closed without an answer");
            }
            return broken;
        }
        var id = answer.header("X-Request-Id");
        if (id == null) {
            broken.add(answer.status() + " without X-Request-Id");
        } else if (!request.mayBear(id, answer.status())) {
            broken.add(answer.status() + " with the X-Request-Id of another request");
        }
        var shown = answer.headers() + "\n" + (asset(request) ? "" : answer.text());
        INTERNALS.stream().filter(shown::contains).forEach(word -> broken.add("shows internals: " + word));
        FOLDER.matcher(shown).results().forEach(found -> broken.add("shows internals: " + found.group()));
        if (answer.status() >= 500 && !providersFault(request, answer)) {
            broken.add("status " + answer.status());
        }
        if (answer.status() >= 400) {
            problem(request, answer, broken);
        } else if (request.operation() != null) {
            success(request, request.operation(), answer, broken);
        }
        return broken;
    }

    private static boolean asset(Request request) {
        return request.target().startsWith("/assets/");
    }

    /** A single task is put to its model while the client waits, so a model that gives no answer is a 503, as documented. */
    private static boolean providersFault(Request request, Answer answer) {
        return answer.status() == 503
                && request.target().startsWith("/api/v1/tasks")
                && answer.text().contains("\"code\":\"model_does_not_answer\"");
    }

    private static void problem(Request request, Answer answer, List<String> broken) {
        if (!answer.mediaType().equals("application/problem+json")) {
            broken.add(answer.status() + " as " + answer.mediaType());
        } else if (!request.method().equals("HEAD")) {
            var body = tree(answer);
            if (body == null || !PROBLEM.stream().allMatch(body::hasNonNull)) {
                broken.add(answer.status() + " without what a problem has");
            } else if (body.get("status").asInt() != answer.status()) {
                broken.add(answer.status() + " calls itself " + body.get("status"));
            }
        }
    }

    private void success(Request request, Operation operation, Answer answer, List<String> broken) {
        var response = operation.responses().path(Integer.toString(answer.status()));
        if (response.isMissingNode()) {
            broken.add("status " + answer.status() + " is not in the document");
            return;
        }
        var schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode() || !answer.mediaType().equals("application/json") || answer.body().length == 0) {
            return;
        }
        var body = tree(answer);
        if (body == null) {
            broken.add("no JSON");
            return;
        }
        var pointer = operation.pointer() + "/responses/" + answer.status() + "/content/application~1json/schema";
        var errors = known.computeIfAbsent(pointer, this::schema).validate(body);
        if (!errors.isEmpty()) {
            broken.add("not as in its schema: "
                    + errors.get(0).getInstanceLocation().toString().replaceAll("\\d+", "n") + " "
                    + errors.get(0).getMessage().replaceAll("\\d+", "n"));
        }
    }

    private Schema schema(String pointer) {
        return schemas.getSchema(SchemaLocation.of("https://document.invalid/openapi#" + pointer));
    }

    private static @Nullable JsonNode tree(Answer answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            return null;
        }
    }
}
