package io.asktell.reference.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the pieces of a text that may be meant as text values: what is quoted, names, codes, formulas and phrases. */
final class SpanReader {
    private static final Pattern QUOTED = Pattern.compile(
            "(?<=^|[\\s(\\[=:,])(?:'([^'\\n]+(?:'\\p{L}[^'\\n]*){0,20})'|\"([^\"\\n]+)\"|‘([^’\\n]+)’|“([^”\\n]+)”|`([^`\\n]+)`)(?=$|[\\s)\\],.;:?!])");
    private static final Pattern CODE = Pattern.compile(
            "(?<=^|[\\s(\\[=:,'\"])(?:https?://[^\\s,]+|[\\w.+-]+@[\\w-]+\\.[\\w.]+|[~.]?/[\\w./-]+|\\w+\\.\\w{2,4}(?=[\\s,?!]|\\.?$)"
                    + "|(?=[\\w/#-]*\\d)(?=[\\w/#-]*\\p{L})[\\p{L}\\d][\\w/#-]+|\\w+_\\w+|\\d{5,}|\\d+/\\d+)");
    private static final Pattern EXPRESSION = Pattern.compile(
            "(?:\\b[a-z]\\([a-z]\\)\\s*=\\s*|\\by\\s*=\\s*)?(?<e>(?<![\\w])[-+]?(?:\\d+(?:\\.\\d+)?\\s*\\*?\\s*)?"
                    + "(?:[a-z]|(?:sin|cos|tan|exp|log|ln|sqrt|e)\\^?\\(?-?\\d*[a-z]\\)?)(?:(?:\\^|\\*\\*)-?\\(?\\w+\\)?)?"
                    + "(?:\\s*[-+*/]\\s*(?:\\d+(?:\\.\\d+)?\\s*\\*?\\s*)?(?:[a-z]\\b|(?:sin|cos|tan|exp|log|ln|sqrt)\\([^)]*\\))?"
                    + "(?:(?:\\^|\\*\\*)-?\\(?\\w+\\)?)?){0,20})(?![\\w])");

    private final String text;
    private final List<Word> words;
    private final List<Span> spans = new ArrayList<>();

    SpanReader(String text, List<Word> words) {
        this.text = text;
        this.words = words;
    }

    List<Span> read() {
        quoted();
        expressions();
        codes();
        names();
        phrases();
        return spans;
    }

    private void quoted() {
        var matcher = QUOTED.matcher(text);
        while (matcher.find()) {
            if (matcher.end() - matcher.start() < 0.8 * text.length() || text.length() < 20) {
                add(Span.Kind.QUOTED, matcher.start() + 1, matcher.end() - 1);
            }
        }
    }

    private void expressions() {
        var matcher = EXPRESSION.matcher(text);
        while (matcher.find()) {
            var formula = matcher.group("e").strip();
            boolean formal =
                    formula.indexOf('^') >= 0 || formula.contains("**") || formula.matches(".*\\d[a-z]\\b.*[-+*/].*");
            if (formal && formula.length() > 2) {
                int start = matcher.start("e");
                add(
                        Span.Kind.EXPRESSION,
                        start,
                        start + matcher.group("e").stripTrailing().length());
            }
        }
    }

    private void codes() {
        var matcher = CODE.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().matches("\\d+(?:\\.\\d+)?(?:\\p{L}{1,3}|-\\p{Ll}+)|\\d+(?:st|nd|rd|th)")) {
                add(Span.Kind.CODE, matcher.start(), matcher.end());
            }
        }
    }

    private void names() {
        for (int i = 0; i < words.size(); i++) {
            if (!opensName(i)) {
                continue;
            }
            int last = i;
            int next = i + 1;
            while (next < words.size() && joined(next)) {
                var word = words.get(next);
                if (continuesName(word)) {
                    last = next;
                } else if (!connects(word) || next - last > 2) {
                    break;
                }
                next++;
            }
            add(Span.Kind.NAME, words.get(i).start(), words.get(last).end());
            boolean region = last + 1 < words.size()
                    && text.startsWith(", ", words.get(last).end())
                    && words.get(last + 1).start() == words.get(last).end() + 2
                    && continuesName(words.get(last + 1));
            if (region) {
                int end = last + 1;
                while (end + 1 < words.size() && joined(end + 1) && continuesName(words.get(end + 1))) {
                    end++;
                }
                if (!text.startsWith(", ", words.get(end).end())
                        && !text.startsWith(" and ", words.get(end).end())) {
                    add(Span.Kind.NAME, words.get(i).start(), words.get(end).end());
                }
            }
            i = last;
        }
    }

    private boolean opensName(int index) {
        var word = words.get(index);
        if (!word.capitalised() || word.lower().equals("i") || word.lower().startsWith("i'")) {
            return false;
        }
        boolean sentenceStart = index == 0 || word.gap() == 2;
        return !sentenceStart || !Lexicon.function(word.lower()) && !Lexicon.request(word.lower());
    }

    private static boolean continuesName(Word word) {
        return word.capitalised() && !word.lower().equals("i")
                || word.numeric() && word.text().length() <= 2 && word.gap() == 0;
    }

    private boolean joined(int index) {
        var between =
                text.substring(words.get(index - 1).end(), words.get(index).start());
        boolean initial = words.get(index - 1).text().length() <= 2 && between.equals(". ");
        return between.isBlank() || between.equals("-") || between.equals(" & ") || between.equals(".") || initial;
    }

    private static boolean connects(Word word) {
        return switch (word.lower()) {
            case "of", "the", "de", "la", "du", "van", "von", "del", "der", "di" -> true;
            default -> false;
        };
    }

    private void phrases() {
        for (int i = 0; i < words.size(); i++) {
            if (!inPhrase(i)) {
                continue;
            }
            int last = i;
            while (last + 1 < words.size() && inPhrase(last + 1) && joined(last + 1)) {
                last++;
            }
            add(Span.Kind.PHRASE, words.get(i).start(), words.get(last).end());
            i = last;
        }
    }

    private boolean inPhrase(int index) {
        var word = words.get(index);
        boolean opening = index == 0 || word.gap() == 2;
        return word.content() && !(Lexicon.request(word.lower()) && (opening || index < 4));
    }

    private void add(Span.Kind kind, int start, int end) {
        int first = 0;
        while (first < words.size() - 1 && words.get(first).end() <= start) {
            first++;
        }
        int last = first;
        while (last + 1 < words.size() && words.get(last + 1).start() < end) {
            last++;
        }
        if (!words.isEmpty()) {
            spans.add(new Span(kind, first, last, start, end, text.substring(start, end)));
        }
    }
}
