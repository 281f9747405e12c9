package io.asktell.reference.text;

/**
 * A number in a text, in digits or words.
 *
 * @param first the first word of it
 * @param last the last word of it
 * @param percent whether a percent sign or word follows
 * @param money whether a currency sign stands before it
 * @param year whether it looks like a calendar year
 * @param weak whether it may not be meant as a number: the digits of a date, "one" or "first" in running text
 */
public record NumberMention(
        int first,
        int last,
        int start,
        int end,
        double value,
        boolean percent,
        boolean money,
        boolean year,
        boolean weak) {
    public boolean integral() {
        return value == Math.rint(value) && Math.abs(value) < 1e15;
    }
}
