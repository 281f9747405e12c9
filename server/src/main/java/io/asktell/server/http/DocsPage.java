package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The OpenAPI document as one HTML page without scripts. */
final class DocsPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #1d2733; --quiet: #55626f; --line: #d5dce4; --ground: #fff; --accent: #0b6b57; }
            @media (prefers-color-scheme: dark) {
              :root { --text: #e4e9ee; --quiet: #a3aebb; --line: #36414d; --ground: #14191f; --accent: #5ecfb3; }
            }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            body { color: var(--text); background: var(--ground); } a { color: var(--accent); }
            code, .path { font-family: ui-monospace, monospace; font-size: .9em; }
            section { border-top: 1px solid var(--line); padding: .6rem 0; }
            h3 { margin: .3rem 0; } .method { color: var(--accent); } .scope, .type { color: var(--quiet); }
            table { border-collapse: collapse; } td { padding: .1rem 1rem .1rem 0; vertical-align: top; }
            """;

    static final String SECURITY_POLICY = SecurityPolicy.allowing("style-src " + SecurityPolicy.hash(STYLE));

    private final JsonNode document;
    private final StringBuilder html = new StringBuilder();

    private DocsPage(JsonNode document) {
        this.document = document;
    }

    static String of(JsonNode document) {
        return new DocsPage(document).page();
    }

    private String page() {
        var info = document.get("info");
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Asktell API</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>Asktell API ")
                .append(escaped(info.get("version").asText()))
                .append("</h1><p>")
                .append(escaped(info.get("description").asText()))
                .append(
                        " The same as <a href=\"/openapi.json\">OpenAPI 3.1</a>. <a href=\"/\">Studies</a> of this server.</p>");
        byTag().forEach((tag, operations) -> {
            html.append("<h2>").append(escaped(tag)).append("</h2>");
            operations.forEach(html::append);
        });
        html.append("<h2>Bodies</h2>");
        document.at("/components/schemas").properties().forEach(schema -> record(schema.getKey(), schema.getValue()));
        return html.append("</body></html>\n").toString();
    }

    private Map<String, List<String>> byTag() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (var path : document.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                sections.computeIfAbsent(operation.getValue().at("/tags/0").asText(), tag -> new ArrayList<>())
                        .add(section(operation.getKey(), path.getKey(), operation.getValue()));
            }
        }
        return sections;
    }

    private static String section(String method, String path, JsonNode operation) {
        var text = new StringBuilder(
                "<section><h3 id=\"" + escaped(operation.get("operationId").asText()) + "\"><span class=\"path\">"
                        + "<span class=\"method\">" + method.toUpperCase(Locale.ROOT) + "</span> " + escaped(path)
                        + "</span></h3><p>" + escaped(operation.get("summary").asText()) + ". <span class=\"scope\">"
                        + escaped(scopes(operation)) + "</span></p><table>");
        operation
                .path("parameters")
                .forEach(parameter -> text.append(row(
                        "<code>" + escaped(parameter.get("name").asText()) + "</code>",
                        parameter.get("in").asText(),
                        type(parameter.get("schema")) + " "
                                + escaped(parameter.path("description").asText()))));
        operation
                .at("/requestBody/content")
                .properties()
                .forEach(content -> text.append(
                        row("body", content.getKey(), type(content.getValue().get("schema")))));
        operation.get("responses").properties().forEach(response -> {
            if (!response.getKey().equals("default")) {
                text.append(row("answer", response.getKey(), contents(response.getValue())));
            }
        });
        return text.append("</table></section>").toString();
    }

    private static String contents(JsonNode response) {
        return response.path("content").properties().stream()
                .map(content -> escaped(content.getKey()) + " "
                        + type(content.getValue().get("schema")))
                .collect(Collectors.joining(", "));
    }

    private static String scopes(JsonNode operation) {
        var scopes = StreamSupport.stream(operation.get("security").spliterator(), false)
                .map(requirement -> requirement.path("bearer").path(0).asText())
                .filter(scope -> !scope.isEmpty())
                .distinct()
                .collect(Collectors.joining(" or "));
        return scopes.isEmpty() ? "No credential needed." : "Scope: " + scopes + ".";
    }

    private void record(String name, JsonNode schema) {
        html.append("<section><h3 id=\"")
                .append(name)
                .append("\">")
                .append(name)
                .append("</h3><table>");
        var required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        schema.path("properties")
                .properties()
                .forEach(property -> html.append(row(
                        "<code>" + escaped(property.getKey()) + "</code>",
                        required.contains(property.getKey()) ? "" : "optional",
                        type(property.getValue()))));
        html.append("</table></section>");
    }

    /** A schema in a few words, with links to the records in it. */
    private static String type(JsonNode schema) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asText().replaceAll(".*/", "");
            return "<a href=\"#" + name + "\">" + name + "</a>";
        } else if (schema.has("anyOf")) {
            return StreamSupport.stream(schema.get("anyOf").spliterator(), false)
                    .map(DocsPage::type)
                    .collect(Collectors.joining(" or "));
        } else if (schema.has("enum")) {
            return StreamSupport.stream(schema.get("enum").spliterator(), false)
                    .map(value -> "<code>" + escaped(value.asText()) + "</code>")
                    .collect(Collectors.joining(" or "));
        } else if (schema.path("type").asText().equals("array")) {
            return "list of " + type(schema.get("items"));
        } else if (schema.has("additionalProperties")
                && schema.get("additionalProperties").isObject()) {
            return "object of " + type(schema.get("additionalProperties"));
        }
        return schema.has("type") ? escaped(schema.get("type").asText()) : "anything";
    }

    private static String row(String first, String second, String third) {
        return "<tr><td>" + first + "</td><td class=\"type\">" + second + "</td><td>" + third + "</td></tr>";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
