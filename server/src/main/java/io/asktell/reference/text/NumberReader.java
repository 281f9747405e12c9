package io.asktell.reference.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the numbers of a text. */
final class NumberReader {
    private static final Set<String> SCALES = Set.of("hundred", "thousand", "million", "billion", "trillion");
    private static final Set<String> ORDINAL_ENDINGS = Set.of("st", "nd", "rd", "th");
    private static final double LARGEST = 1e100;
    private static final Set<String> WEAK = Set.of("one", "first", "second", "third", "couple");

    private final String text;
    private final List<Word> words;

    NumberReader(String text, List<Word> words) {
        this.text = text;
        this.words = words;
    }

    List<NumberMention> read() {
        var found = new ArrayList<NumberMention>();
        for (int i = 0; i < words.size(); i++) {
            var mention = words.get(i).numeric() ? digits(i) : numeral(i);
            if (mention != null) {
                if (Math.abs(mention.value()) < LARGEST) {
                    found.add(mention);
                }
                i = mention.last();
            }
        }
        return found;
    }

    private @Nullable NumberMention digits(int index) {
        var word = words.get(index);
        int start = word.start();
        char before = start > 0 ? text.charAt(start - 1) : ' ';
        if (before == '^' || before == '_' || before == '/' && start > 1 && Character.isDigit(text.charAt(start - 2))) {
            return null;
        }
        double value = Double.parseDouble(word.text().replace(",", ""));
        boolean money = before == '$' || before == '€' || before == '£' || before == '¥';
        boolean negative = false;
        if (before == '-' || before == '−') {
            char earlier = start > 1 ? text.charAt(start - 2) : ' ';
            negative = !Character.isLetterOrDigit(earlier) && earlier != ')';
            start = negative ? start - 1 : start;
        }
        int last = index;
        boolean glued = last + 1 < words.size() && words.get(last + 1).start() == word.end();
        if (glued && ORDINAL_ENDINGS.contains(following(last))) {
            last++;
        }
        while (SCALES.contains(following(last))) {
            value *= scale(following(last));
            last++;
        }
        int end = words.get(last).end();
        boolean plain = word.text().length() == 4 && !money && last == index && !glued;
        return new NumberMention(
                index,
                last,
                start,
                end,
                negative ? -value : value,
                percent(last, end),
                money,
                plain && value >= 1000 && value <= 2100 && value == Math.rint(value),
                false);
    }

    private @Nullable NumberMention numeral(int index) {
        var first = words.get(index);
        double value = numeralValue(first.lower());
        if (Double.isNaN(value)) {
            return null;
        }
        int last = index;
        while (!following(last).isEmpty()) {
            var word = following(last);
            if (SCALES.contains(word)) {
                value *= scale(word);
            } else if (value >= 20 && value % 10 == 0 && numeralValue(word) < 10) {
                value += numeralValue(word);
            } else {
                break;
            }
            last++;
        }
        int end = words.get(last).end();
        boolean weak =
                last == index && (WEAK.contains(first.lower()) || first.lower().indexOf('-') > 0);
        return new NumberMention(index, last, first.start(), end, value, percent(last, end), false, false, weak);
    }

    private static double numeralValue(String word) {
        var numerals = Lexicon.numerals();
        var whole = numerals.get(word);
        if (whole != null) {
            return whole;
        }
        int hyphen = word.indexOf('-');
        var tens = hyphen > 0 ? numerals.get(word.substring(0, hyphen)) : null;
        if (tens != null) {
            return tens + numerals.getOrDefault(word.substring(hyphen + 1), 0.0);
        }
        return Double.NaN;
    }

    private static double scale(String word) {
        return switch (word) {
            case "hundred" -> 1e2;
            case "thousand" -> 1e3;
            case "million" -> 1e6;
            case "billion" -> 1e9;
            default -> 1e12;
        };
    }

    private boolean percent(int last, int end) {
        var after = text.substring(end, Math.min(text.length(), end + 2)).strip();
        return after.startsWith("%") || following(last).startsWith("percent");
    }

    /** The next word in lower case; empty at the end or after a mark. */
    private String following(int index) {
        boolean joined = index + 1 < words.size() && words.get(index + 1).gap() == 0;
        return joined ? words.get(index + 1).lower() : "";
    }
}
