package io.asktell.reference.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Joins neighbours into lists: {@code a, b and c}. */
final class ListReader {
    private static final Pattern LINK =
            Pattern.compile("\\s*['\"”’]?\\s*(?:[,;]|[,;]?\\s*(?:and|or|&|as well as)\\b)\\s*(?:the|an?)?\\s*['\"“‘]?");
    private static final Pattern NUMBER_LINK =
            Pattern.compile("\\s*(?:%|°|\\p{L}{1,12})?\\s*(?:[,;]|[,;]?\\s*\\b(?:and|or|&)\\b)\\s*[$€£]?-?");

    private ListReader() {}

    static List<List<NumberMention>> numbers(String text, List<NumberMention> numbers) {
        return runs(text, numbers, NUMBER_LINK, NumberMention::start, NumberMention::end);
    }

    /** Lists of the spans that do not lie inside another; of two that overlap the more certain kind wins. */
    static List<List<Span>> spans(String text, List<Span> spans) {
        var chosen = new ArrayList<Span>();
        spans.stream()
                .sorted(Comparator.comparing(Span::kind).thenComparing(span -> span.end() - span.start()))
                .filter(span -> chosen.stream().noneMatch(span::overlaps))
                .forEach(chosen::add);
        chosen.sort(Comparator.comparingInt(Span::start));
        return runs(text, chosen, LINK, Span::start, Span::end).stream()
                .filter(run -> run.size() > 2 || !placed(text, run))
                .toList();
    }

    /** A town and its state are no list: {@code Miami, Florida}. */
    private static boolean placed(String text, List<Span> pair) {
        boolean names = pair.stream().allMatch(span -> span.kind() == Span.Kind.NAME);
        return names && text.substring(pair.get(0).end(), pair.get(1).start()).equals(", ");
    }

    private static <T> List<List<T>> runs(
            String text, List<T> items, Pattern link, ToIntFunction<T> start, ToIntFunction<T> end) {
        var runs = new ArrayList<List<T>>();
        var run = new ArrayList<T>();
        for (var item : items) {
            if (!run.isEmpty()) {
                int from = end.applyAsInt(run.get(run.size() - 1));
                int to = start.applyAsInt(item);
                if (from > to || !link.matcher(text).region(from, to).matches()) {
                    keep(run, runs);
                    run = new ArrayList<>();
                }
            }
            run.add(item);
        }
        keep(run, runs);
        return runs;
    }

    private static <T> void keep(List<T> run, List<List<T>> runs) {
        if (run.size() > 1) {
            runs.add(List.copyOf(run));
        }
    }
}
