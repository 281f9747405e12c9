package io.asktell.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trial as an answer shows it.
 *
 * @param state RUNNING in the answer to an ask
 * @param params one text for equal values, whatever their order
 * @param attempt of a trial that waits: the next one
 * @param token of its lease
 */
record Seen(
        int number,
        String state,
        @Nullable Double value,
        String params,
        int attempt,
        @Nullable String token) {
    private static final ObjectMapper PLAIN = new ObjectMapper();

    static Seen of(JsonNode answer) {
        Map<?, ?> params = PLAIN.convertValue(answer.path("params"), TreeMap.class);
        var value = answer.path("values").path(0);
        var token = answer.path("lease").path("token");
        return new Seen(
                answer.path("trial_id").intValue(),
                answer.path("state").asText("RUNNING"),
                value.isNumber() ? value.doubleValue() : null,
                params.toString(),
                answer.path("attempt").intValue(),
                token.isTextual() ? token.textValue() : null);
    }

    boolean finished() {
        return switch (state) {
            case "COMPLETE", "PRUNED", "FAIL" -> true;
            default -> false;
        };
    }

    /** How often it was given out. */
    int given() {
        return state.equals("WAITING") ? attempt - 1 : attempt;
    }
}
