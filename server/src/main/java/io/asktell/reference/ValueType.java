package io.asktell.reference;

import java.util.Locale;

/** What a parameter holds. Names from other languages than JSON Schema are understood too. */
enum ValueType {
    STRING,
    INTEGER,
    NUMBER,
    BOOLEAN,
    ARRAY,
    OBJECT;

    static ValueType of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "integer", "int", "long", "short", "byte" -> INTEGER;
            case "number", "float", "double" -> NUMBER;
            case "boolean", "bool" -> BOOLEAN;
            case "array", "list", "tuple", "arraylist" -> ARRAY;
            case "object", "dict", "hashmap", "map" -> OBJECT;
            default -> STRING;
        };
    }

    boolean numeric() {
        return this == INTEGER || this == NUMBER;
    }
}
