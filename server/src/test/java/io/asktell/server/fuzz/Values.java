package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Values that fit a schema, and where the name of a member says more than its schema, what a client would send. {@link Examples} has
 * what cannot be guessed from either.
 */
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 6;

    /** Members that a request means nothing without, though the schema lets them be absent. */
    private static final Set<String> NEEDED = Set.of(
            "name",
            "search_space",
            "suite_id",
            "models",
            "results",
            "params",
            "values",
            "value",
            "step",
            "trial_id",
            "model",
            "content",
            "provider",
            "protocol",
            "base_url",
            "a",
            "b",
            "responses",
            "scopes",
            "dataset_key",
            "base_model_id",
            "metric_name",
            "num_samples",
            "optimization_mode",
            "case_id",
            "outcome",
            "wait_seconds",
            "profile_id",
            "n_trials");

    private final JsonNode document;
    private final Pools pools;
    private final Examples examples;

    Values(JsonNode document, Pools pools, Examples examples) {
        this.document = document;
        this.pools = pools;
        this.examples = examples;
    }

    /** A body that this operation may take. */
    JsonNode body(Operation operation, SplittableRandom random) {
        return examples.body(operation, random).orElseGet(() -> of(operation.body(), "", random, 0));
    }

    private JsonNode of(JsonNode schema, String name, SplittableRandom random, int depth) {
        var example = examples.member(name, random);
        if (example.isPresent()) {
            return example.get();
        }
        if (schema.has("$ref")) {
            return of(document.at(schema.get("$ref").asText().substring(1)), name, random, depth);
        } else if (schema.has("anyOf")) {
            var choices = schema.get("anyOf");
            return of(choices.get(random.nextInt(choices.size())), name, random, depth);
        } else if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, random, depth);
            case "array" -> {
                var array = JSON.arrayNode();
                for (var i = random.nextInt(4); i > 0 && depth < MAX_DEPTH; i--) {
                    array.add(of(schema.path("items"), "", random, depth + 1));
                }
                yield array;
            }
            case "string" -> JSON.textNode(text(schema, name, random));
            case "integer" -> JSON.numberNode(random.nextInt(6));
            case "number" -> JSON.numberNode(random.nextInt(5) / 4.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> anything(random);
        };
    }

    private ObjectNode object(JsonNode schema, SplittableRandom random, int depth) {
        var object = JSON.objectNode();
        for (var property : schema.path("properties").properties()) {
            var needed = NEEDED.contains(property.getKey());
            if (depth < MAX_DEPTH && random.nextInt(100) < (needed ? 95 : 20)) {
                object.set(property.getKey(), of(property.getValue(), property.getKey(), random, depth + 1));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (var i = random.nextInt(3); i > 0; i--) {
                object.set(
                        Integer.toString(random.nextInt(5)),
                        of(schema.get("additionalProperties"), "", random, depth + 1));
            }
        }
        return object;
    }

    private String text(JsonNode schema, String name, SplittableRandom random) {
        return switch (schema.path("format").asText()) {
            case "date-time" ->
                Instant.now().plusSeconds(random.nextInt(-100, 1000)).toString();
            case "uuid" -> "00000000-0000-0000-0000-00000000000" + random.nextInt(10);
            default -> named(name, random);
        };
    }

    /** The name of something of this kind, mostly one that exists. */
    String named(String kind, SplittableRandom random) {
        return random.nextInt(10) == 0
                ? "f" + random.nextInt(50)
                : pools.any(kind, random).orElseGet(() -> "f" + random.nextInt(50));
    }

    static JsonNode anything(SplittableRandom random) {
        return List.<JsonNode>of(
                        JSON.textNode("free text"),
                        JSON.numberNode(random.nextInt(100)),
                        JSON.numberNode(random.nextDouble()),
                        JSON.booleanNode(true),
                        JSON.nullNode(),
                        JSON.arrayNode().add(1).add("two"),
                        JSON.objectNode().put("a", 1))
                .get(random.nextInt(7));
    }
}
