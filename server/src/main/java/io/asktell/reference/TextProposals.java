package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.asktell.reference.text.DateMention;
import io.asktell.reference.text.Prompt;
import io.asktell.reference.text.Span;
import io.asktell.reference.text.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pieces of the prompt as values of a text parameter. */
final class TextProposals {
    private static final double PLAIN = 2.5;
    private static final double ORDER = 0.35;
    private static final double EXAMPLE = 3.5;
    private static final int MOST_DROPPED = 3;

    private final Prompt prompt;
    private final Proximity proximity;

    TextProposals(Prompt prompt, Proximity proximity) {
        this.prompt = prompt;
        this.proximity = proximity;
    }

    List<Candidate> of(Target target) {
        var best = new HashMap<String, Candidate>();
        var ranks = new HashMap<Span.Kind, Integer>();
        for (var span : prompt.spans()) {
            int rank = ranks.merge(span.kind(), 1, Integer::sum) - 1;
            double order = span.kind() == Span.Kind.NAME ? ORDER * Math.min(3, Math.abs(rank - target.rank())) : 0;
            double evidence = evidence(target, span.first(), span.last());
            keep(best, span.text(), evidence, PLAIN + fit(target, span) - order, span.first(), span.last());
            if (span.kind() == Span.Kind.PHRASE || span.kind() == Span.Kind.NAME && span.last() > span.first()) {
                parts(target, span, PLAIN + fit(target, span) - order, best);
            }
        }
        for (var date : prompt.dates()) {
            dates(target, date, best);
        }
        for (var number : prompt.numbers()) {
            var text = prompt.text().substring(number.start(), number.end());
            double evidence = evidence(target, number.first(), number.last());
            double fit = PLAIN + (target.role() == Role.CODE || target.role() == Role.DATE ? 0 : -3.5);
            keep(best, text, evidence, fit, number.first(), number.last());
        }
        examples(target, best);
        var standard = target.hints().standard();
        if (!standard.isMissingNode()) {
            keep(best, standard.asText(), 0, PLAIN + 0.5, -1, -1);
        }
        return List.copyOf(best.values());
    }

    private double evidence(Target target, int first, int last) {
        double evidence = proximity.of(target.cues(), first, last) + 0.5 * proximity.within(target.cues(), first, last);
        return evidence + target.role().introducedBy(introduction(first));
    }

    /** The word before a place, articles and the like left out. */
    private String introduction(int first) {
        int index = first - 1;
        while (index > 0
                && first - index < 3
                && article(prompt.words().get(index).lower())) {
            index--;
        }
        return index < 0 || prompt.words().get(index + 1).gap() == 2
                ? ""
                : prompt.words().get(index).lower();
    }

    private static boolean article(String word) {
        return switch (word) {
            case "the", "a", "an", "my", "this", "our", "any" -> true;
            default -> false;
        };
    }

    private static double fit(Target target, Span span) {
        var role = target.role();
        return switch (span.kind()) {
            case QUOTED -> role == Role.PLACE || role == Role.DATE ? 0.5 : 2.5;
            case NAME -> role == Role.DATE || role == Role.FORMULA ? -1.0 : 1.8 + region(target, span);
            case CODE -> role == Role.CODE ? 2.5 : 0.3;
            case EXPRESSION -> role == Role.FORMULA ? 5 : -0.5;
            case PHRASE -> role == Role.PLACE || role == Role.PERSON || role == Role.DATE ? -1.2 : 0.4;
            default -> 0;
        };
    }

    private static double region(Target target, Span span) {
        boolean both = span.text().contains(", ");
        var description = target.parameter().description().toLowerCase(Locale.ROOT);
        boolean wanted =
                target.role() == Role.PLACE && (description.contains("state") || description.contains("country"));
        return !both ? 0 : wanted ? 0.8 : target.role() == Role.PLACE ? -0.4 : -2.5;
    }

    /** A phrase without words at its ends: dropping a cue (jazz [music]) helps, dropping another word costs. */
    private void parts(Target target, Span span, double fit, Map<String, Candidate> best) {
        double least = span.kind() == Span.Kind.NAME ? -2.0 : 0;
        double front = 0;
        for (int first = span.first(); first <= Math.min(span.last(), span.first() + MOST_DROPPED); first++) {
            double back = 0;
            int shortest = Math.max(first, span.last() - MOST_DROPPED + (first - span.first()));
            for (int last = span.last(); last >= shortest; last--) {
                if (first > span.first() || last < span.last()) {
                    var words = prompt.words();
                    var text = prompt.text()
                            .substring(words.get(first).start(), words.get(last).end());
                    keep(best, text, evidence(target, first, last), fit + front + back, first, last);
                }
                back += least + dropping(target, last);
            }
            front += least + dropping(target, first);
        }
    }

    private double dropping(Target target, int word) {
        return target.cues().weight(prompt.words().get(word).stem()) > 0.5 ? 0.5 : -0.7;
    }

    private void dates(Target target, DateMention mention, Map<String, Candidate> best) {
        var span = mention.span();
        boolean wanted = target.role() == Role.DATE && span.kind() == Span.Kind.DATE
                || target.role() == Role.TIME && span.kind() == Span.Kind.TIME
                || !target.hints().dateFormat().isEmpty();
        double evidence = evidence(target, span.first(), span.last());
        double fit = PLAIN + (wanted ? 3.0 : -1.5);
        var format = target.hints().dateFormat();
        var date = mention.date();
        keep(best, span.text(), evidence, fit, span.first(), span.last());
        if (date != null) {
            boolean given = !format.isEmpty();
            var text = Dates.format(date, given ? format : mention.day() ? "yyyy-mm-dd" : "yyyy-mm");
            keep(best, text, evidence, fit + (given ? 1.5 : 0.6), span.first(), span.last());
        }
    }

    private void examples(Target target, Map<String, Candidate> best) {
        for (var example : target.hints().examples()) {
            var stems = Words.stems(example);
            int at = -1;
            int found = 0;
            for (var stem : stems) {
                var places = prompt.at(stem);
                if (!places.isEmpty()) {
                    found++;
                    at = places.get(0);
                }
            }
            if (found == stems.size() && at >= 0) {
                keep(best, example, EXAMPLE + 0.3 * proximity.of(target.cues(), at, at), PLAIN, at, at);
            } else {
                keep(best, example, 0, 0.8, -1, -1);
            }
        }
    }

    private static void keep(
            Map<String, Candidate> best, String text, double evidence, double fit, int first, int last) {
        JsonNode value = TextNode.valueOf(text);
        var candidate = new Candidate(value, evidence, fit, first, last);
        best.merge(text, candidate, (old, other) -> other.logit() > old.logit() ? other : old);
    }
}
