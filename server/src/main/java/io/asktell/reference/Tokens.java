package io.asktell.reference;

import java.util.regex.Pattern;

/** This model's tokens: up to four letters, up to three digits, or one other character with the blanks before it. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:\\p{L}{1,4}|\\p{N}{1,3}|[^\\s\\p{L}\\p{N}])|\\s+");

    private Tokens() {}

    static int count(String text) {
        int count = 0;
        var matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** The first tokens of a text. */
    static String first(String text, int tokens) {
        var matcher = TOKEN.matcher(text);
        int end = 0;
        for (int i = 0; i < tokens && matcher.find(); i++) {
            end = matcher.end();
        }
        return text.substring(0, end);
    }
}
