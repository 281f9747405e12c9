package io.asktell.server.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Directions;
import io.asktell.api.Objectives;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schemas of the wire records, read off their components, so that they cannot differ from what is read and written. Only what a
 * record says of itself with a creator or a {@code JsonNode} is written down here.
 */
final class Schemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();
    private static final String PARAMETER = "SearchSpaceParameter";

    private final ObjectNode components = JSON.objectNode();

    /** The schemas of all records seen so far, by simple name. */
    ObjectNode components() {
        return components;
    }

    /** The schema of a class; a record is put among the components and referred to. */
    ObjectNode of(Class<?> type) {
        if (type == String.class) {
            return typed("string");
        } else if (type == Instant.class) {
            return typed("string").put("format", "date-time");
        } else if (type == UUID.class) {
            return typed("string").put("format", "uuid");
        } else if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        } else if (type == double.class || type == Double.class) {
            return typed("number");
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return typed("integer");
        } else if (type.isEnum()) {
            var schema = typed("string");
            var values = schema.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(value -> values.add(value.toString()));
            return schema;
        } else if (type == Score.class) {
            return anyOf(typed("number"), words("inf", "-inf"));
        } else if (type == Scores.class) {
            return anyOf(of(Score.class), listOf(of(Score.class)));
        } else if (type == Directions.class) {
            return anyOf(words("maximize", "minimize"), listOf(words("maximize", "minimize")));
        } else if (type == Objectives.class) {
            return anyOf(typed("string"), listOf(typed("string")));
        } else if (type.isRecord()) {
            return reference(type);
        } else if (type.isSealed()) {
            return anyOf(
                    Arrays.stream(type.getPermittedSubclasses()).map(this::of).toArray(ObjectNode[]::new));
        }
        return JSON.objectNode(); // anything
    }

    private ObjectNode reference(Class<?> record) {
        var name = record.getSimpleName();
        if (!components.has(name)) {
            if (Arrays.stream(record.getDeclaredMethods()).anyMatch(m -> m.isAnnotationPresent(JsonValue.class))) {
                throw new AssertionError(name + " writes itself; its schema must be said in Schemas");
            }
            components.set(name, JSON.objectNode()); // so that a record that holds itself ends
            components.set(name, asList(record) ? list(record) : object(record));
        }
        return reference(name);
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static boolean asList(Class<?> record) {
        var format = record.getAnnotation(JsonFormat.class);
        return format != null && format.shape() == JsonFormat.Shape.ARRAY;
    }

    /** A record that is written as a list of its components, each with its name as a title. */
    private ObjectNode list(Class<?> record) {
        var schema = typed("array");
        var items = schema.putArray("prefixItems");
        for (var component : record.getRecordComponents()) {
            items.add(elementOf(component.getAnnotatedType()).put("title", nameOf(component)));
        }
        return schema.put("minItems", items.size()).put("items", false);
    }

    private ObjectNode object(Class<?> record) {
        var schema = typed("object");
        var properties = schema.putObject("properties");
        var required = JSON.arrayNode();
        for (var component : record.getRecordComponents()) {
            var name = nameOf(component);
            var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            var property = name.equals("search_space") ? searchSpace() : of(component.getAnnotatedType());
            properties.set(name, nullable ? orNull(property) : property);
            if (!nullable && !absentWhenEmpty(component)) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static boolean absentWhenEmpty(RecordComponent component) {
        var included = component.getAccessor().getAnnotation(JsonInclude.class);
        return included != null && included.value() == JsonInclude.Include.NON_EMPTY;
    }

    private static String nameOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? SNAKE_CASE.translate(component.getName()) : named.value();
    }

    private ObjectNode of(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            var arguments = generic.getAnnotatedActualTypeArguments();
            var raw = (Class<?>) ((ParameterizedType) generic.getType()).getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                return listOf(elementOf(arguments[0]));
            }
            if (Map.class.isAssignableFrom(raw)) {
                var schema = typed("object");
                schema.set("additionalProperties", elementOf(arguments[1]));
                return schema;
            }
        }
        return type.getType() instanceof Class<?> plain ? of(plain) : JSON.objectNode();
    }

    private ObjectNode elementOf(AnnotatedType type) {
        var schema = of(type);
        return type.isAnnotationPresent(Nullable.class) ? orNull(schema) : schema;
    }

    /** A list of parameters, or an object of them by name. */
    private ObjectNode searchSpace() {
        if (!components.has(PARAMETER)) {
            var schema = typed("object");
            var properties = schema.putObject("properties");
            properties.set("type", words("float", "int", "categorical", "uniform", "loguniform", "randint", "choice"));
            properties.set("name", typed("string"));
            for (var number : new String[] {"low", "high", "step", "min", "max"}) {
                properties.set(number, typed("number"));
            }
            properties.set("log", typed("boolean"));
            properties.set("reverse_log", typed("boolean"));
            properties.set("ordered", typed("boolean"));
            properties.set("choices", listOf(JSON.objectNode()));
            properties.set("values", listOf(JSON.objectNode()));
            properties.set("grid", listOf(JSON.objectNode()));
            var when = typed("object");
            when.putObject("properties")
                    .<ObjectNode>set("param", typed("string"))
                    .set("in", listOf(JSON.objectNode()));
            properties.set("when", when);
            components.set(PARAMETER, schema);
        }
        var byName = typed("object");
        byName.set("additionalProperties", anyOf(reference(PARAMETER), listOf(JSON.objectNode())));
        return anyOf(listOf(reference(PARAMETER)), byName);
    }

    static ObjectNode listOf(JsonNode items) {
        var schema = typed("array");
        schema.set("items", items);
        return schema;
    }

    private static ObjectNode typed(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode words(String... words) {
        var schema = typed("string");
        var values = schema.putArray("enum");
        Arrays.stream(words).forEach(values::add);
        return schema;
    }

    private static ObjectNode anyOf(ObjectNode... schemas) {
        var schema = JSON.objectNode();
        schema.putArray("anyOf").addAll(Arrays.asList(schemas));
        return schema;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        return schema.isEmpty() ? schema : anyOf(schema, typed("null"));
    }
}
