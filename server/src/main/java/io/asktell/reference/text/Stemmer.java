package io.asktell.reference.text;

/** Cuts English endings so that related words compare equal; the rest need not be a word. */
public final class Stemmer {
    private static final int SHORTEST_STEM = 4;
    private static final String[] SUFFIXES = {
        "izations",
        "ization",
        "ations",
        "ation",
        "ators",
        "ator",
        "ating",
        "ated",
        "ates",
        "ments",
        "ment",
        "ingly",
        "edly",
        "ings",
        "ing",
        "ness",
        "ate",
        "ers",
        "ors",
        "ed",
        "er",
        "or",
        "ly",
        "al"
    };

    private Stemmer() {}

    /** The stem of a word in lower case. */
    public static String stem(String word) {
        var stem = word.endsWith("'s") || word.endsWith("’s") ? word.substring(0, word.length() - 2) : word;
        stem = singular(stem);
        for (var suffix : SUFFIXES) {
            if (stem.length() - suffix.length() >= SHORTEST_STEM && stem.endsWith(suffix)) {
                stem = stem.substring(0, stem.length() - suffix.length());
                break;
            }
        }
        int last = stem.length() - 1;
        if (last >= 3 && stem.charAt(last) == stem.charAt(last - 1) && stem.charAt(last) != 's') {
            return stem.substring(0, last);
        }
        if (last >= 3 && stem.charAt(last) == 'e') {
            return stem.substring(0, last);
        }
        return last >= 2 && stem.charAt(last) == 'y' ? stem.substring(0, last) + 'i' : stem;
    }

    private static String singular(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + 'y';
        }
        if (length > 4
                && (word.endsWith("sses") || word.endsWith("ches") || word.endsWith("shes") || word.endsWith("xes"))) {
            return word.substring(0, length - 2);
        }
        boolean plural = length > 3 && word.endsWith("s");
        return plural && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")
                ? word.substring(0, length - 1)
                : word;
    }
}
