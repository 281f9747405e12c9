package io.asktell.reference;

import io.asktell.reference.text.Lexicon;
import io.asktell.reference.text.Prompt;
import io.asktell.reference.text.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How well a tool suits a prompt, by the words they share. */
final class ToolRelevance {
    private static final double RELATED = 0.45;

    private final Set<String> asked = new HashSet<>();
    private final List<Map<String, Double>> vocabularies = new ArrayList<>();
    private final Map<String, Integer> holders = new HashMap<>();

    ToolRelevance(Prompt prompt, List<ToolSpec> tools) {
        prompt.words().stream().filter(Word::content).forEach(word -> asked.add(word.stem()));
        for (var tool : tools) {
            var vocabulary = tool.vocabulary();
            vocabulary.keySet().forEach(stem -> holders.merge(stem, 1, Integer::sum));
            vocabularies.add(vocabulary);
        }
    }

    /** Scores to compare the tools with: a word that many of them know counts less. */
    double[] comparative() {
        var scores = new double[vocabularies.size()];
        for (int i = 0; i < scores.length; i++) {
            for (var stem : asked) {
                double rarity = Math.log(1 + vocabularies.size() / (double) holders.getOrDefault(stem, 1));
                scores[i] += weight(vocabularies.get(i), stem) * rarity;
            }
            scores[i] /= Math.log(2);
        }
        return scores;
    }

    /** How much of the tool's own subject the prompt speaks of: about 0 for a stranger, above 2 for a match. */
    double subject(ToolSpec tool) {
        double possible = 0;
        double met = 0;
        var vocabulary = tool.vocabulary();
        for (var stem : tool.subject()) {
            double weight = vocabulary.getOrDefault(stem, 0.0);
            possible += weight;
            met += asked.contains(stem) ? weight : related(stem) ? RELATED * weight : 0;
        }
        double explained = 0;
        double all = 0;
        for (var stem : asked) {
            double weight = Lexicon.generic(stem) ? ToolVocabulary.GENERIC : 1;
            all += weight;
            explained += weight * Math.min(1, weight(vocabulary, stem));
        }
        return (possible == 0 ? 0 : 2 * met / possible) + (all == 0 ? 0 : 1.5 * explained / all) + 0.15 * met;
    }

    private boolean related(String stem) {
        return Lexicon.related(stem).stream().anyMatch(asked::contains);
    }

    private static double weight(Map<String, Double> vocabulary, String stem) {
        double weight = vocabulary.getOrDefault(stem, 0.0);
        for (var related : Lexicon.related(stem)) {
            weight = Math.max(weight, RELATED * vocabulary.getOrDefault(related, 0.0));
        }
        return weight;
    }
}
