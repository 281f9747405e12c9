package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.asktell.reference.text.Lexicon;
import io.asktell.reference.text.Prompt;
import io.asktell.reference.text.Stemmer;
import io.asktell.reference.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Values of a parameter that has few: an enum's options, true and false. */
final class ChoiceProposals {
    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "no",
            "without",
            "don't",
            "except",
            "excluding",
            "exclude",
            "neglect",
            "neglecting",
            "ignore",
            "ignoring");
    private static final double PLAIN = 2.0;

    private final Prompt prompt;
    private final Proximity proximity;

    ChoiceProposals(Prompt prompt, Proximity proximity) {
        this.prompt = prompt;
        this.proximity = proximity;
    }

    List<Candidate> options(Target target) {
        var candidates = new ArrayList<Candidate>();
        for (var option : target.parameter().options()) {
            candidates.add(option(target, option));
        }
        return candidates;
    }

    private Candidate option(Target target, JsonNode option) {
        var words = Words.ofIdentifier(option.asText());
        double found = 0;
        int at = -1;
        for (var word : words) {
            for (int place : prompt.at(Stemmer.stem(word))) {
                at = at < 0 ? place : at;
            }
            found += prompt.at(Stemmer.stem(word)).isEmpty() ? 0 : 1.0;
        }
        boolean standard = option.equals(target.hints().standard());
        double fit = PLAIN + (standard ? 1.2 : 0);
        double matched = words.isEmpty() ? 0 : found / words.size();
        if (matched < 0.5) {
            return Candidate.unread(option, 0, fit);
        }
        double evidence = 4.5 * matched + 0.4 * proximity.of(target.cues(), at, at);
        return new Candidate(option, evidence, fit, at, at);
    }

    List<Candidate> truth(Target target) {
        double evidence = 0;
        boolean negated = false;
        for (var entry : target.cues().weights().entrySet()) {
            var stem = entry.getKey();
            if (entry.getValue() < 0.5 || Lexicon.generic(stem)) {
                continue;
            }
            for (int place : prompt.at(stem)) {
                boolean named = target.cues().names().contains(stem);
                double weight = entry.getValue() * (named ? 1.2 : 0.5);
                if (weight > evidence) {
                    evidence = weight;
                    negated = negated(place);
                }
            }
        }
        boolean standard = target.hints().standard().asBoolean(false);
        double yes = negated ? 0 : evidence;
        double no = negated ? evidence + 1 : 0;
        return List.of(
                Candidate.unread(BooleanNode.TRUE, yes, PLAIN + (standard ? 1.0 : 0.2)),
                Candidate.unread(BooleanNode.FALSE, no, PLAIN + (standard ? 0 : 1.2)));
    }

    private boolean negated(int place) {
        for (int i = Math.max(0, place - 3); i < place; i++) {
            if (NEGATIONS.contains(prompt.words().get(i).lower())) {
                return true;
            }
        }
        return false;
    }
}
