package io.asktell.reference.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts text and identifiers into words. */
public final class Words {
    private static final Pattern WORD = Pattern.compile(
            "\\d{1,3}(?:,\\d{3}){1,30}(?:\\.\\d+)?(?!\\d)|\\d+(?:\\.\\d+)?|[\\p{L}_][\\p{L}\\p{N}_]*(?:['’-][\\p{L}\\p{N}]+){0,6}[#♯]?");
    private static final Pattern HUMP =
            Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=\\p{L})(?=\\d)");

    private Words() {}

    /** The words of a text, in order. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        var matcher = WORD.matcher(text);
        int end = 0;
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            int stop = matcher.end();
            var word = matcher.group();
            if (word.indexOf(',') > 0 && bracketed(text, matcher.start())) {
                stop = matcher.start() + word.indexOf(',');
                word = word.substring(0, word.indexOf(','));
            }
            var lower = word.toLowerCase(Locale.ROOT);
            int gap = gap(text, end, matcher.start());
            words.add(new Word(
                    words.size(), matcher.start(), stop, word, lower, Lexicon.unit(lower, Stemmer.stem(lower)), gap));
            end = stop;
            from = stop;
        }
        return words;
    }

    /** The words of a name in camelCase, snake_case or with dots, in lower case. */
    public static List<String> ofIdentifier(String identifier) {
        var words = new ArrayList<String>();
        for (var part : identifier.split("[^\\p{L}\\p{N}]+")) {
            for (var hump : HUMP.split(part)) {
                if (!hump.isEmpty()) {
                    words.add(hump.toLowerCase(Locale.ROOT));
                }
            }
        }
        return words;
    }

    /** The stems of the words of a text. */
    public static List<String> stems(String text) {
        return of(text).stream().map(Word::stem).toList();
    }

    private static boolean bracketed(String text, int position) {
        int open = text.lastIndexOf('[', position);
        return open >= 0 && text.indexOf(']', open) > position;
    }

    private static int gap(String text, int from, int to) {
        int gap = 0;
        for (int i = from; i < to; i++) {
            switch (text.charAt(i)) {
                case '.', '!', '?', ';', '\n' -> gap = 2;
                case ',', '(', ')', '[', ']', '"', ':' -> gap = Math.max(gap, 1);
                default -> {}
            }
        }
        return gap;
    }
}
