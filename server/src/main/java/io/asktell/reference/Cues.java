package io.asktell.reference;

import io.asktell.reference.text.Lexicon;
import io.asktell.reference.text.Stemmer;
import io.asktell.reference.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words that speak for one parameter, as stems with weights: those of its name most, then those of its description, then
 * words of like meaning. A word that several parameters of the tool share weighs less in each.
 */
record Cues(Map<String, Double> weights, Set<String> names) {
    private static final double NAME = 2.2;
    private static final double DESCRIPTION = 0.8;
    private static final double RELATED = 0.55;
    private static final double GENERIC = 0.3;

    /** The cues of each parameter of one tool, in its order. */
    static List<Cues> of(List<ParameterSpec> parameters) {
        var weights = new ArrayList<Map<String, Double>>();
        var shared = new HashMap<String, Integer>();
        for (var parameter : parameters) {
            var own = weigh(parameter);
            own.forEach((stem, weight) -> shared.merge(stem, weight > DESCRIPTION * GENERIC ? 1 : 0, Integer::sum));
            weights.add(own);
        }
        var cues = new ArrayList<Cues>();
        for (int i = 0; i < parameters.size(); i++) {
            var own = weights.get(i);
            own.replaceAll((stem, weight) -> weight / Math.max(1, shared.getOrDefault(stem, 1)));
            cues.add(new Cues(own, names(parameters.get(i))));
        }
        return cues;
    }

    private static Set<String> names(ParameterSpec parameter) {
        var stems = new HashSet<String>();
        Words.ofIdentifier(parameter.name()).forEach(word -> stems.add(Stemmer.stem(word)));
        return stems;
    }

    private static Map<String, Double> weigh(ParameterSpec parameter) {
        var own = new HashMap<String, Double>();
        for (var word : Words.ofIdentifier(parameter.name())) {
            var stem = Stemmer.stem(word);
            put(own, stem, NAME * (Lexicon.generic(stem) ? GENERIC : 1));
        }
        var described = ParameterHints.withoutExamples(parameter.description());
        for (var stem : Words.stems(described)) {
            if (!Lexicon.function(stem) && !Character.isDigit(stem.charAt(0))) {
                put(own, stem, DESCRIPTION * (Lexicon.generic(stem) ? GENERIC : 1));
            }
        }
        for (var entry : List.copyOf(own.entrySet())) {
            for (var related : Lexicon.related(entry.getKey())) {
                put(own, related, entry.getValue() * RELATED);
            }
        }
        return own;
    }

    private static void put(Map<String, Double> own, String stem, double weight) {
        own.merge(stem, weight, Math::max);
    }

    double weight(String stem) {
        return weights.getOrDefault(stem, 0.0);
    }

    /** Whether the name of the parameter, or a word of like meaning, is one of these stems. */
    boolean named(Set<String> stems) {
        return names.stream().anyMatch(stems::contains);
    }
}
