package io.asktell.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Problem;
import io.asktell.server.auth.Scope;
import io.asktell.server.http.Route.Idempotence;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;

/** Writes the OpenAPI 3.1 document of a table of routes. */
final class OpenApi {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static ObjectNode of(List<Route> routes, String version) {
        return new OpenApi().document(routes, version);
    }

    private ObjectNode document(List<Route> routes, String version) {
        var document = JSON.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Asktell")
                .put("version", version)
                .put(
                        "description",
                        "Ask for parameters, tell what came of them. Every error is a problem (RFC 9457) with a"
                                + " stable code; every answer carries X-Request-Id.");
        var paths = document.putObject("paths");
        for (var route : routes) {
            paths.withObjectProperty(pathOf(route))
                    .set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        }
        var components = document.putObject("components");
        var schemes = components.putObject("securitySchemes");
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An API key or a token");
        schemes.putObject("api_key").put("type", "apiKey").put("in", "header").put("name", "X-API-Key");
        schemes.putObject("token").put("type", "apiKey").put("in", "query").put("name", "token");
        components.set("schemas", schemas.components());
        return document;
    }

    private ObjectNode operation(Route route) {
        var operation = JSON.objectNode().put("summary", route.summary()).put("operationId", idOf(route));
        operation.putArray("tags").add(tagOf(route));
        var parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        var body = route.body();
        if (body != null) {
            var schema = body.type() == null ? JSON.objectNode().put("type", "string") : schemas.of(body.type());
            operation
                    .putObject("requestBody")
                    .put("required", !body.optional())
                    .putObject("content")
                    .putObject(body.contentType())
                    .set("schema", schema);
        }
        operation.set("responses", responses(route));
        operation.set("security", security(route));
        return operation;
    }

    private ArrayNode parameters(Route route) {
        var parameters = JSON.arrayNode();
        var inPath = PATH_PARAMETER.matcher(pathOf(route));
        while (inPath.find()) {
            var type = inPath.group(1).equals("trial_id") ? Integer.class : String.class;
            parameters.add(parameter(inPath.group(1), "path", type, "").put("required", true));
        }
        for (var query : route.queries()) {
            parameters.add(parameter(query.name(), "query", query.type(), query.description()));
        }
        if (route.idempotence() != Idempotence.NONE) {
            parameters.add(
                    parameter(
                            "Idempotency-Key",
                            "header",
                            String.class,
                            "1 to 255 printable characters; repeating a request with its key within 24 hours gets the first answer"));
        }
        return parameters;
    }

    private ObjectNode parameter(String name, String in, Class<?> type, String description) {
        var parameter = JSON.objectNode().put("name", name).put("in", in);
        if (!description.isEmpty()) {
            parameter.put("description", description);
        }
        parameter.set("schema", schemas.of(type));
        return parameter;
    }

    private ObjectNode responses(Route route) {
        var responses = JSON.objectNode();
        for (var answer : route.answers()) {
            var response = responses.putObject(Integer.toString(answer.status()));
            response.put("description", HttpStatus.getMessage(answer.status()));
            if (!answer.contentType().isEmpty()) {
                var schema =
                        answer.body() == null ? JSON.objectNode().put("type", "string") : schemas.of(answer.body());
                response.putObject("content")
                        .putObject(answer.contentType())
                        .set("schema", answer.list() ? Schemas.listOf(schema) : schema);
            }
        }
        var problem = responses.putObject("default").put("description", "A problem");
        problem.putObject("content").putObject(Problems.CONTENT_TYPE).set("schema", schemas.of(Problem.class));
        return responses;
    }

    /** One requirement per scope that is enough; a role of a bearer scheme is what 3.1 allows to say so. */
    private static ArrayNode security(Route route) {
        var security = JSON.arrayNode();
        for (var scheme : route.tokenInQuery() ? List.of("bearer", "api_key", "token") : List.of("bearer", "api_key")) {
            route.anyOf().stream()
                    .map(Scope::word)
                    .sorted()
                    .forEach(scope -> security.addObject().putArray(scheme).add(scope));
        }
        return security;
    }

    /** As OpenAPI writes it, which has one kind of parameter only. */
    private static String pathOf(Route route) {
        return route.path().replace('<', '{').replace('>', '}');
    }

    private static String idOf(Route route) {
        return route.method().name().toLowerCase(Locale.ROOT)
                + route.path().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
    }

    /** The first part of the path that says what it is about. */
    private static String tagOf(Route route) {
        var path = route.path();
        return path.contains("/trials")
                ? "trials"
                : path.contains("/studies")
                        ? "studies"
                        : path.startsWith("/v1/keys") || path.startsWith("/v1/auth")
                                ? "keys"
                                : path.contains("/tool-eval") || path.contains("/tuning") || path.equals("/ws")
                                        ? "tool-eval"
                                        : path.contains("/models") || path.contains("/providers")
                                                ? "models"
                                                : path.contains("/workers") ? "workers" : "operations";
    }
}
