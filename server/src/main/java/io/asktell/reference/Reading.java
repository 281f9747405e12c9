package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.asktell.reference.text.Prompt;
import io.asktell.reference.text.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What a prompt and the tools on offer come to before anything is drawn: the same for every answer. Safe to share. */
final class Reading {
    private static final int MOST_WORDS = 40;
    private static final double NOISE = 0.6;

    private final Prompt prompt;
    private final Proposals proposals;
    private final List<Choice<ToolSpec>> which = new ArrayList<>();
    private final double subject;
    private final List<Choice<Candidate>> noise = new ArrayList<>();
    private final Map<Target, List<Candidate>> proposed = Collections.synchronizedMap(new IdentityHashMap<>());

    Reading(String text, List<ToolSpec> tools) {
        prompt = Prompt.of(text);
        proposals = new Proposals(prompt);
        var relevance = new ToolRelevance(prompt, tools);
        var scores = relevance.comparative();
        double best = 0;
        for (int i = 0; i < scores.length; i++) {
            var tool = tools.get(i);
            which.add(new Choice<>(tool, tool.name(), scores[i]));
            best = Math.max(best, relevance.subject(tool));
        }
        subject = best;
        prompt.words().stream()
                .filter(Word::content)
                .limit(MOST_WORDS)
                .forEach(word -> noise(TextNode.valueOf(word.text())));
        noise(TextNode.valueOf(""));
        noise(BooleanNode.TRUE);
        noise(Values.number(0));
        noise(Values.number(1));
    }

    private void noise(JsonNode value) {
        var candidate = Candidate.unread(value, 0, NOISE);
        noise.add(new Choice<>(candidate, candidate.token(), NOISE));
    }

    Prompt prompt() {
        return prompt;
    }

    /** The tools, by how well they suit the prompt. */
    List<Choice<ToolSpec>> which() {
        return which;
    }

    /** How much the prompt speaks of any tool's subject. */
    double subject() {
        return subject;
    }

    /** What a model says when it is not itself: other words of the prompt, an empty value. */
    List<Choice<Candidate>> noise() {
        return noise;
    }

    List<Candidate> proposed(Target target) {
        return proposed.computeIfAbsent(target, proposals::of);
    }
}
