package io.asktell.reference;

import io.asktell.reference.text.Lexicon;
import io.asktell.reference.text.Prompt;

/** How much the words around a place in the prompt speak for a parameter. */
final class Proximity {
    private static final int REACH = 7;
    private static final double DECAY_BEFORE = 0.72;
    private static final double DECAY_AFTER = 0.6;
    private static final double LINKED = 1.5;
    private static final double MOST = 6;

    private final Prompt prompt;

    Proximity(Prompt prompt) {
        this.prompt = prompt;
    }

    /** The summed weight of the cues near the words {@code first} to {@code last}, each less the farther it is. */
    double of(Cues cues, int first, int last) {
        return Math.min(MOST, before(cues, first) + after(cues, last));
    }

    /** The weight of the cues among the words themselves. */
    double within(Cues cues, int first, int last) {
        double sum = 0;
        for (int i = first; i <= last; i++) {
            sum += cues.weight(prompt.words().get(i).stem());
        }
        return sum;
    }

    private double before(Cues cues, int first) {
        double sum = 0;
        double decay = 1;
        boolean linked = true;
        for (int i = first - 1; i >= Math.max(0, first - REACH); i--) {
            decay *= crossing(prompt.words().get(i + 1).gap());
            var word = prompt.words().get(i);
            double weight = weight(cues, i);
            if (weight > 0) {
                sum += weight * decay * (linked ? LINKED : 1);
                decay *= DECAY_BEFORE;
                linked = false;
            } else if (!Lexicon.function(word.lower())) {
                decay *= DECAY_BEFORE;
                linked = false;
            } else if (word.lower().equals("and") || word.lower().equals("or")) {
                decay *= 0.5;
                linked = false;
            }
        }
        return sum;
    }

    private double after(Cues cues, int last) {
        double sum = 0;
        double decay = 1;
        for (int i = last + 1; i <= Math.min(prompt.words().size() - 1, last + REACH); i++) {
            var word = prompt.words().get(i);
            decay *= crossing(word.gap());
            double weight = weight(cues, i);
            if (weight > 0) {
                sum += weight * decay;
                decay *= DECAY_AFTER;
            } else if (!Lexicon.function(word.lower())) {
                decay *= DECAY_AFTER;
            } else {
                decay *= word.lower().equals("and") ? 0.4 : 0.7;
            }
        }
        return sum;
    }

    /** A single letter speaks only where it is given a value: {@code a = 3}. */
    private double weight(Cues cues, int index) {
        var word = prompt.words().get(index);
        double weight = cues.weight(word.stem());
        if (weight > 0 && (word.text().length() == 1 || Lexicon.function(word.lower()))) {
            boolean given = index + 1 < prompt.words().size()
                    && prompt.between(index, index + 1).matches("\\s*[=:]\\s*[-\\[\"'$]?|\\s+is\\s+|\\s*'?\\s*=.*");
            boolean told = word.text().length() == 1
                    && index + 1 < prompt.words().size()
                    && prompt.words().get(index + 1).lower().equals("is");
            return given ? weight * 1.8 : told ? weight : 0;
        }
        return weight;
    }

    private static double crossing(int gap) {
        return switch (gap) {
            case 0 -> 1;
            case 1 -> 0.6;
            default -> 0.3;
        };
    }
}
