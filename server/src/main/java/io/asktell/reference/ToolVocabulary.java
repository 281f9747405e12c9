package io.asktell.reference;

import io.asktell.reference.text.Lexicon;
import io.asktell.reference.text.Stemmer;
import io.asktell.reference.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words a tool is described by. */
final class ToolVocabulary {
    static final double GENERIC = 0.2;
    private static final double NAME = 2.0;
    private static final double DESCRIPTION = 1.0;
    private static final double PARAMETER = 0.7;
    private static final double PARAMETER_DESCRIPTION = 0.4;
    private static final int SUBJECT_WORDS = 12;

    private ToolVocabulary() {}

    static List<String> subject(String name, String description) {
        var subject = new ArrayList<String>();
        Words.ofIdentifier(name).forEach(word -> subject.add(Stemmer.stem(word)));
        Words.stems(description).stream().limit(SUBJECT_WORDS).forEach(subject::add);
        return subject.stream().distinct().toList();
    }

    static Map<String, Double> of(String name, String description, List<ParameterSpec> parameters) {
        var vocabulary = new HashMap<String, Double>();
        Words.ofIdentifier(name).forEach(word -> put(vocabulary, Stemmer.stem(word), NAME));
        Words.stems(description).forEach(stem -> put(vocabulary, stem, DESCRIPTION));
        for (var parameter : parameters) {
            Words.ofIdentifier(parameter.name()).forEach(word -> put(vocabulary, Stemmer.stem(word), PARAMETER));
            parameter
                    .options()
                    .forEach(option -> Words.stems(option.asText()).forEach(stem -> put(vocabulary, stem, PARAMETER)));
            Words.stems(parameter.description()).forEach(stem -> put(vocabulary, stem, PARAMETER_DESCRIPTION));
        }
        return vocabulary;
    }

    private static void put(Map<String, Double> vocabulary, String stem, double weight) {
        if (!Lexicon.function(stem) && !Character.isDigit(stem.charAt(0))) {
            vocabulary.merge(stem, Lexicon.generic(stem) ? weight * GENERIC : weight, Math::max);
        }
    }
}
