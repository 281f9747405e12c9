package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a tune optimises, as {@code score}: a single one is written as a string, several as a list; both are read. */
public record Objectives(List<String> names) {
    public Objectives {
        names = List.copyOf(names);
    }

    public static Objectives of(String... names) {
        return new Objectives(List.of(names));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Objectives of(JsonNode json) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : json.isArray() ? json : List.of(json)) {
            if (!item.isTextual()) {
                throw new IllegalArgumentException("the name of an objective or a list of them, but it is " + json);
            }
            names.add(item.textValue());
        }
        return new Objectives(names);
    }

    @JsonValue
    Object json() {
        return names.size() == 1 ? names.get(0) : names;
    }
}
