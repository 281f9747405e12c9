package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.asktell.api.Json;
import io.asktell.server.problem.InvalidException;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Refuses what JSON can write and nothing here can keep: strings with a NUL or half a surrogate pair, which PostgreSQL does not hold,
 * and numbers so large that they would be read as infinite. All of them look odd, so ordinary text costs no more than a search.
 */
final class JsonScalars {
    private JsonScalars() {}

    static void check(String text) throws JsonProcessingException {
        if (!suspicious(text)) {
            return;
        }
        try (var parser = Json.mapper().createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    check(parser);
                } else if (token == JsonToken.VALUE_NUMBER_FLOAT && Double.isInfinite(parser.getDoubleValue())) {
                    throw new InvalidException(
                            path(parser.getParsingContext()), "must be a finite number, but it is beyond 1.8e308");
                }
            }
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("reading from memory", e);
        }
    }

    private static void check(JsonParser parser) throws IOException {
        var string = parser.getText();
        var wrong = string.indexOf('\0') >= 0
                ? "must not contain the NUL character"
                : holdsHalfPair(string) ? "must not contain half a surrogate pair" : "";
        if (!wrong.isEmpty()) {
            throw new InvalidException(path(parser.getParsingContext()).replace("\0", "\\u0000"), wrong);
        }
    }

    private static boolean suspicious(String text) {
        for (var at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", at + 2)) {
            if (text.startsWith("0000", at + 2) || text.startsWith("d", at + 2) || text.startsWith("D", at + 2)) {
                return true;
            }
        }
        return huge(text);
    }

    /** Whether three digits follow an exponent's sign or letter, or three hundred each other; any other number is finite. */
    private static boolean huge(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            run = c >= '0' && c <= '9' ? run + 1 : 0;
            if (run == 300 || run == 3 && exponent(text, i - 3)) {
                return true;
            }
        }
        return false;
    }

    private static boolean exponent(String text, int before) {
        int at = before > 0 && text.charAt(before) == '+' ? before - 1 : before;
        return at >= 0 && (text.charAt(at) == 'e' || text.charAt(at) == 'E');
    }

    private static boolean holdsHalfPair(String string) {
        return string.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** Where in the document a parser is, as {@code search_space[1].low}. */
    static String path(JsonStreamContext context) {
        var steps = new ArrayDeque<String>();
        for (JsonStreamContext c = context; c != null && !c.inRoot(); c = c.getParent()) {
            if (c.inArray()) {
                steps.push("[" + c.getCurrentIndex() + "]");
            } else if (c.getCurrentName() != null) {
                steps.push("." + c.getCurrentName());
            }
        }
        var path = String.join("", steps);
        return path.isEmpty() ? "body" : path.startsWith(".") ? path.substring(1) : path;
    }
}
