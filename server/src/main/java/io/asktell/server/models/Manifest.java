package io.asktell.server.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.FieldError;
import io.asktell.api.Json;
import io.asktell.tooleval.parameters.GenerationSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file that says which parameters models take: {@code {"models": [{"name", "capabilities": {"generation_schema"}}]}}. */
public final class Manifest {
    private Manifest() {}

    /**
     * The schemas of a manifest by model; none without a file.
     *
     * @throws IllegalArgumentException if the file cannot be read as one, with what is wrong and where
     */
    public static Map<String, GenerationSchema> read(@Nullable Path file) {
        if (file == null) {
            return Map.of();
        }
        Map<String, GenerationSchema> schemas = new HashMap<>();
        try {
            JsonNode models = Json.mapper().readTree(Files.readString(file)).path("models");
            for (int i = 0; i < models.size(); i++) {
                JsonNode schema = models.get(i).path("capabilities").path("generation_schema");
                if (!schema.isObject()) {
                    continue;
                }
                List<FieldError> errors = new ArrayList<>();
                schemas.put(
                        models.get(i).path("name").asText(),
                        GenerationSchema.read(schema, "models[" + i + "]", errors));
                if (!errors.isEmpty()) {
                    throw new IllegalArgumentException("The manifest " + file + " is wrong at "
                            + errors.get(0).field() + ": " + errors.get(0).message());
                }
            }
            return schemas;
        } catch (IOException e) {
            throw new IllegalArgumentException("The manifest " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
