package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A tool on offer, read and taken apart once.
 *
 * @param targets its parameters with the words that speak for them
 * @param vocabulary the stems it is described by, with weights
 * @param subject the stems of its name and the beginning of its description
 */
record ToolSpec(String name, List<Target> targets, Map<String, Double> vocabulary, List<String> subject) {
    /** @param schema a JSON schema of an object, or a missing node */
    static ToolSpec of(String name, String description, JsonNode schema) {
        var parameters = ParameterSpec.ofProperties(schema, 0);
        return new ToolSpec(
                name,
                Target.of(parameters),
                ToolVocabulary.of(name, description, parameters),
                ToolVocabulary.subject(name, description));
    }
}
