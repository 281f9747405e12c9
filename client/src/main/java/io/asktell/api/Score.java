package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/** One objective or intermediate value: a finite number, or infinite, which JSON says as {@code "inf"} and {@code "-inf"}. */
public record Score(double value) {
    public Score {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a number, or \"inf\" or \"-inf\"; NaN is refused");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Score of(JsonNode json) {
        if (json.isNumber() && Double.isFinite(json.doubleValue())) {
            return new Score(json.doubleValue());
        }
        if (json.isTextual() && json.textValue().equals("inf")) {
            return new Score(Double.POSITIVE_INFINITY);
        }
        if (json.isTextual() && json.textValue().equals("-inf")) {
            return new Score(Double.NEGATIVE_INFINITY);
        }
        throw new IllegalArgumentException("a finite number, or \"inf\" or \"-inf\", but it is " + json);
    }

    @JsonValue
    Object json() {
        return Double.isFinite(value) ? (Object) value : value > 0 ? "inf" : "-inf";
    }
}
