package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.asktell.reference.text.NumberMention;
import io.asktell.reference.text.Prompt;
import io.asktell.reference.text.Stemmer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Numbers of the prompt as values of a numeric parameter. */
final class NumberProposals {
    private static final double PLAIN = 3.5;
    private static final double ORDER = 0.5;
    private static final Set<String> YEAR = Set.of(Stemmer.stem("year"), Stemmer.stem("date"), Stemmer.stem("season"));
    private static final String DOLLAR = Stemmer.stem("dollar");
    private static final String PERCENT = Stemmer.stem("percentage");

    private final Prompt prompt;
    private final Proximity proximity;

    NumberProposals(Prompt prompt, Proximity proximity) {
        this.prompt = prompt;
        this.proximity = proximity;
    }

    List<Candidate> of(Target target) {
        var candidates = new ArrayList<Candidate>();
        int rank = 0;
        for (var number : prompt.numbers()) {
            double evidence =
                    proximity.of(target.cues(), number.first(), number.last()) + unit(target.cues(), number) * 0.8;
            double fit = PLAIN + fit(target, number) - ORDER * Math.min(4, Math.abs(rank - target.rank()));
            variants(target, number, evidence, fit, candidates);
            rank += number.weak() ? 0 : 1;
        }
        if (!target.hints().standard().isMissingNode()) {
            candidates.add(Candidate.unread(target.hints().standard(), 0, PLAIN - 0.5));
        }
        return candidates;
    }

    /** A percentage may be meant as 5 or as 0.05, and a number may come out as text or a digit off. */
    private static void variants(
            Target target, NumberMention number, double evidence, double fit, List<Candidate> candidates) {
        boolean whole = target.parameter().type() == ValueType.INTEGER;
        double value = number.value();
        if (number.percent()) {
            boolean asked =
                    target.parameter().description().toLowerCase(Locale.ROOT).contains("percent");
            double preference = whole || asked ? -2.5 : 1.2;
            candidates.add(candidate(number, Values.number(value / 100), evidence, fit + preference));
            candidates.add(candidate(number, Values.number(value), evidence, fit - (preference > 0 ? 0 : -0.5)));
        } else {
            candidates.add(candidate(number, Values.number(value), evidence, fit));
        }
        candidates.add(candidate(number, TextNode.valueOf(Values.number(value).asText()), evidence * 0.3, fit - 4.5));
        candidates.add(candidate(number, Values.number(value * 10), evidence * 0.3, fit - 4.5));
        candidates.add(candidate(number, Values.number(value + 1), evidence * 0.3, fit - 4.5));
    }

    private static Candidate candidate(NumberMention number, JsonNode value, double evidence, double fit) {
        return new Candidate(value, evidence, fit, number.first(), number.last());
    }

    private static double fit(Target target, NumberMention number) {
        double fit = 0;
        boolean wantsYear = target.cues().named(YEAR);
        if (number.year()) {
            fit += wantsYear ? 2.5 : -1.5;
        }
        if (number.weak()) {
            fit -= 2.5;
        }
        if (target.parameter().type() == ValueType.INTEGER && !number.integral()) {
            fit -= 3;
        }
        if (number.percent()) {
            fit += target.cues().weight(PERCENT) > 0 ? 1.5 : -1;
        }
        if (number.money()) {
            fit += target.cues().weight(DOLLAR) > 0 ? 1.5 : -1;
        }
        return fit;
    }

    /** The word right after a number names its unit, and so what it measures. */
    private double unit(Cues cues, NumberMention number) {
        int next = number.last() + 1;
        boolean follows =
                next < prompt.words().size() && prompt.words().get(next).gap() == 0;
        return follows ? cues.weight(prompt.words().get(next).stem()) : 0;
    }
}
