package io.asktell.reference.text;

/**
 * One word of a text.
 *
 * @param start where it begins in the text, in characters
 * @param end one past its last character
 * @param lower the word in lower case
 * @param stem what is left of it without endings, for comparing
 * @param gap how strongly it is cut off from the word before: 0 not at all, 1 by a comma or bracket, 2 by a stronger mark
 */
public record Word(int index, int start, int end, String text, String lower, String stem, int gap) {
    public boolean capitalised() {
        return Character.isUpperCase(text.charAt(0));
    }

    public boolean numeric() {
        return Character.isDigit(text.charAt(0));
    }

    /** Whether the word carries meaning of its own. */
    public boolean content() {
        return !numeric() && !Lexicon.function(lower);
    }
}
