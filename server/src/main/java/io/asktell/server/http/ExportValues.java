package io.asktell.server.http;

import static io.asktell.server.http.ReportPlots.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Values in a tune's export, as people read them. */
final class ExportValues {
    private ExportValues() {}

    /** A combination's value of an objective; NaN without one. */
    static double value(JsonNode combo, int objective) {
        var given = combo.path("value");
        var one = given.isArray() ? given.path(objective) : objective == 0 ? given : given.path("none");
        return one.isNumber() ? one.doubleValue() : Double.NaN;
    }

    static String values(JsonNode combo) {
        var given = combo.path("value");
        return given.isArray()
                ? String.join(
                        " / ",
                        list(given).stream()
                                .map(each -> each.isNumber() ? number(each.asDouble()) : each.asText())
                                .toList())
                : given.isNumber() ? number(given.asDouble()) : given.asText();
    }

    static String shown(JsonNode value) {
        return value.isTextual() && value.asText().isEmpty()
                ? "(empty)"
                : value.isDouble() ? number(value.asDouble()) : value.isNull() ? "–" : value.asText();
    }

    static String percent(JsonNode share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share.asDouble());
    }

    static List<String> texts(JsonNode items) {
        return list(items).stream().map(JsonNode::asText).toList();
    }

    static List<String> texts(JsonNode items, String field) {
        return list(items).stream().map(item -> item.path(field).asText()).toList();
    }

    static List<JsonNode> list(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false).toList();
    }
}
