package io.asktell.reference.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person asked, read once: its words and everything in it that may be meant as a value.
 *
 * @param positions where each stem stands
 */
public record Prompt(
        String text,
        List<Word> words,
        Map<String, List<Integer>> positions,
        List<NumberMention> numbers,
        List<Span> spans,
        List<DateMention> dates,
        List<List<NumberMention>> numberLists,
        List<List<Span>> spanLists) {
    /** Longer texts are read up to here. */
    private static final int MAX_CHARACTERS = 8_000;

    public static Prompt of(String whole) {
        var text = whole.length() > MAX_CHARACTERS ? whole.substring(0, MAX_CHARACTERS) : whole;
        var words = Words.of(text);
        var positions = new HashMap<String, List<Integer>>();
        for (var word : words) {
            position(positions, word.stem(), word.index());
            int hyphen = word.lower().indexOf('-');
            if (hyphen > 0) {
                for (var part : word.lower().split("-")) {
                    position(positions, Stemmer.stem(part), word.index());
                }
            }
        }
        var dates = dates(text, words);
        var numbers = new NumberReader(text, words)
                .read().stream().map(number -> inDate(number, dates)).toList();
        var spans = new SpanReader(text, words).read();
        return new Prompt(
                text,
                words,
                positions,
                numbers,
                spans,
                dates,
                ListReader.numbers(text, numbers),
                ListReader.spans(text, spans));
    }

    /** Where a stem stands; empty when it does not occur. */
    public List<Integer> at(String stem) {
        return positions.getOrDefault(stem, List.of());
    }

    /** The text between two words. */
    public String between(int word, int next) {
        return text.substring(words.get(word).end(), words.get(next).start());
    }

    private static void position(Map<String, List<Integer>> positions, String stem, int index) {
        positions.computeIfAbsent(stem, any -> new ArrayList<>()).add(index);
    }

    private static List<DateMention> dates(String text, List<Word> words) {
        var dates = new ArrayList<DateMention>();
        for (var found : DateReader.dates(text)) {
            dates.add(new DateMention(span(Span.Kind.DATE, found, words), found.date(), found.day()));
        }
        for (var found : DateReader.times(text)) {
            dates.add(new DateMention(span(Span.Kind.TIME, found, words), null, false));
        }
        return dates;
    }

    private static Span span(Span.Kind kind, DateReader.Found found, List<Word> words) {
        int first = 0;
        while (first < words.size() - 1 && words.get(first).end() <= found.start()) {
            first++;
        }
        int last = first;
        while (last + 1 < words.size() && words.get(last + 1).start() < found.end()) {
            last++;
        }
        return new Span(kind, first, last, found.start(), found.end(), found.text());
    }

    private static NumberMention inDate(NumberMention number, List<DateMention> dates) {
        boolean inside = dates.stream()
                .anyMatch(date -> date.span().start() <= number.start()
                        && number.end() <= date.span().end());
        return !inside
                ? number
                : new NumberMention(
                        number.first(),
                        number.last(),
                        number.start(),
                        number.end(),
                        number.value(),
                        number.percent(),
                        number.money(),
                        number.year(),
                        !number.year());
    }
}
