package io.asktell.reference.text;

/**
 * A piece of a text that may be meant as a value.
 *
 * @param first its first word
 * @param last its last word
 * @param text as written, without quotes
 */
public record Span(Kind kind, int first, int last, int start, int end, String text) {
    /** What a span was recognised by. */
    public enum Kind {
        QUOTED,
        NAME,
        CODE,
        EXPRESSION,
        DATE,
        TIME,
        PHRASE
    }

    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }
}
