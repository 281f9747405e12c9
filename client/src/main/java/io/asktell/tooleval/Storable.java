package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Text that UTF-8 and a database can hold. A model may write U+0000 or half a surrogate pair, which they cannot. */
final class Storable {
    private static final char REPLACEMENT = '\uFFFD';

    private Storable() {}

    static boolean isStorable(String text) {
        return firstBad(text, 0) < 0;
    }

    /** The text with U+FFFD in place of what cannot be stored. */
    static String text(String text) {
        int bad = firstBad(text, 0);
        if (bad < 0) {
            return text;
        }
        var clean = new StringBuilder(text);
        for (; bad >= 0; bad = firstBad(text, bad + 1)) {
            clean.setCharAt(bad, REPLACEMENT);
        }
        return clean.toString();
    }

    /** The object with every key and text, at any depth, made storable. */
    static ObjectNode object(ObjectNode object) {
        var clean = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> clean.set(text(entry.getKey()), value(entry.getValue())));
        return clean;
    }

    private static JsonNode value(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object(object);
        }
        if (value instanceof ArrayNode array) {
            var clean = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> clean.add(value(element)));
            return clean;
        }
        return value.isTextual() ? TextNode.valueOf(text(value.textValue())) : value;
    }

    private static int firstBad(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
