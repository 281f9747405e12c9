package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values of one or several objectives: a single one is written as a number, several as a list; both are read. */
public record Scores(List<Score> values) {
    public Scores {
        values = List.copyOf(values);
    }

    public static Scores of(double... values) {
        return new Scores(Arrays.stream(values).mapToObj(Score::new).toList());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Scores of(JsonNode json) {
        if (!json.isArray()) {
            return new Scores(List.of(Score.of(json)));
        }
        List<Score> values = new ArrayList<>();
        json.forEach(item -> values.add(Score.of(item)));
        return new Scores(values);
    }

    public double[] toArray() {
        return values.stream().mapToDouble(Score::value).toArray();
    }

    @JsonValue
    Object json() {
        return values.size() == 1 ? values.get(0) : values;
    }
}
