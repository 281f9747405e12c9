package io.asktell.server.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.asktell.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Bodies that are almost right, and bodies that are nothing. */
final class Mutations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** As they stand in the text, as some are no JSON. */
    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "-0",
            "-0.0",
            "0.5",
            "1e400",
            "-1e400",
            "1e308",
            "-1e308",
            "4.9e-324",
            "1e-400",
            "NaN",
            "Infinity",
            "-Infinity",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e18",
            "1E19",
            "0.1e1",
            "00",
            "+1",
            ".5",
            "1.",
            "0x10",
            "123456789012345678901234567890.123456789",
            "\"\"",
            "\" \"",
            "\"inf\"",
            "\"-inf\"",
            "\"NaN\"",
            "\"5\"",
            "\"true\"",
            "\"null\"",
            "\"..\"",
            "\".\"",
            "\"a/b\"",
            "\"%\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\\ud83d\\ude00\"",
            "\"\\u202e\"",
            "\"\\ufeff\"",
            "\"\\uffff\"",
            "\"\\n\\r\\t\"",
            "\"'; --\"",
            "\"${x}\"",
            "\"{}\"",
            "\"2026-01-01T00:00:00Z\"",
            "\"9999999999-01-01T00:00:00Z\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "[]",
            "{}",
            "[[]]",
            "[{}]",
            "{\"\":0}",
            "[null]",
            "[1,2,3]",
            "{\"a\":{\"b\":{}}}",
            "'x'",
            "undefined",
            "/* */0",
            "\"\\x\"");

    private Mutations() {}

    /** The tree with one to three changes, as text. */
    static byte[] mutated(JsonNode body, SplittableRandom random) {
        var tree = body.deepCopy();
        for (var i = 1 + random.nextInt(3) * random.nextInt(2); i > 0; i--) {
            var places = new ArrayList<JsonNode>();
            containers(tree, places);
            if (places.isEmpty()) {
                return scalar(random).getBytes(StandardCharsets.UTF_8);
            }
            change(places.get(random.nextInt(places.size())), random);
        }
        try {
            var text = Json.mapper().writeValueAsString(tree);
            if (random.nextInt(12) == 0 && text.startsWith("{\"")) { // its first member twice
                text = text.replaceFirst("^\\{(\"[^\"]*\":)", "{$1 0,$1");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void containers(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode()) {
            into.add(node);
            node.forEach(child -> containers(child, into));
        }
    }

    private static void change(JsonNode place, SplittableRandom random) {
        if (place instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(4) == 0) {
                array.add(raw(random));
            } else if (random.nextInt(4) == 0) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.set(random.nextInt(array.size()), raw(random));
            }
        } else if (place instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty() || random.nextInt(6) == 0) {
                object.set(name(random), raw(random));
            } else if (random.nextInt(4) == 0) {
                object.remove(names.get(random.nextInt(names.size())));
            } else {
                object.set(names.get(random.nextInt(names.size())), raw(random));
            }
        }
    }

    private static String name(SplittableRandom random) {
        return List.of("unknown", "", "__proto__", "a\0b", "\ud800", "id", "name", "x".repeat(300), "-1", "1e3")
                .get(random.nextInt(10));
    }

    private static JsonNode raw(SplittableRandom random) {
        return JSON.rawValueNode(new RawValue(scalar(random)));
    }

    private static String scalar(SplittableRandom random) {
        return switch (random.nextInt(40)) {
            case 0 -> '"' + "x".repeat(1 + random.nextInt(20_000)) + '"';
            case 1 -> "[".repeat(99) + "]".repeat(99);
            case 2 -> "{\"a\":".repeat(150) + "0" + "}".repeat(150);
            case 3 -> "9".repeat(1 + random.nextInt(1200));
            case 4 -> '"' + "\\u00e9\\ud83d\\ude00".repeat(300) + '"';
            case 5 -> "[" + "0,".repeat(2000) + "0]";
            case 6 -> "1e" + random.nextInt(-2_000_000_000, 2_000_000_000);
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    /** Bytes that are no JSON, or only by chance. */
    static byte[] rubbish(JsonNode body, SplittableRandom random) {
        var text = body.toString();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(16)) {
            case 0 -> new byte[0];
            case 1 -> " \n\t ".getBytes(StandardCharsets.UTF_8);
            case 2 -> noise(random, 1 + random.nextInt(200));
            case 3 -> text.substring(0, random.nextInt(text.length())).getBytes(StandardCharsets.UTF_8);
            case 4 -> (text + text).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 6 -> text.getBytes(StandardCharsets.UTF_16);
            case 7 -> text.replace("\"", "\"\u00e9").getBytes(StandardCharsets.ISO_8859_1);
            case 8 -> "[".repeat(random.nextInt(20_000)).getBytes(StandardCharsets.UTF_8);
            case 9 -> new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3};
            case 10 -> ("{\"a\":" + "1".repeat(5000) + "}").getBytes(StandardCharsets.UTF_8);
            case 11 -> (text + " ".repeat(random.nextInt(10_000))).getBytes(StandardCharsets.UTF_8);
            case 12 -> (text + " x").getBytes(StandardCharsets.UTF_8);
            case 13 -> "a=1&b=%00&c".getBytes(StandardCharsets.UTF_8);
            default -> flipped(bytes, random);
        };
    }

    /** Bytes with some of them changed, so that UTF-8 may break too. */
    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        for (var i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    static byte[] noise(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
