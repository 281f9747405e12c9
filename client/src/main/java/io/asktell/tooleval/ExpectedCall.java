package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A call that a right answer contains.
 *
 * @param arguments argument to the values accepted for it, any one of which will do; {@code ""} among them says that the argument may
 *     also be left out
 */
public record ExpectedCall(String name, Map<String, List<JsonNode>> arguments) {
    public ExpectedCall {
        var copy = new LinkedHashMap<String, List<JsonNode>>();
        arguments.forEach((argument, accepted) -> {
            if (accepted.isEmpty()) {
                throw new IllegalArgumentException("no accepted value for argument " + argument);
            }
            copy.put(argument, List.copyOf(accepted));
        });
        arguments = Collections.unmodifiableMap(copy);
    }
}
