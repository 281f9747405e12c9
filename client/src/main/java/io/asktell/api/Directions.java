package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** {@code maximize} or {@code minimize}, one per objective: a single one is written as a string, several as a list. */
public record Directions(List<String> names) {
    public Directions {
        names = List.copyOf(names);
    }

    public static Directions of(String... names) {
        return new Directions(List.of(names));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Directions of(JsonNode json) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : json.isArray() ? json : List.of(json)) {
            if (!item.isTextual()) {
                throw new IllegalArgumentException("\"maximize\", \"minimize\" or a list of them, but it is " + json);
            }
            names.add(item.textValue());
        }
        return new Directions(names);
    }

    @JsonValue
    Object json() {
        return names.size() == 1 ? names.get(0) : names;
    }
}
