package io.asktell.reference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.asktell.reference.text.NumberMention;
import io.asktell.reference.text.Prompt;
import io.asktell.reference.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every value the prompt offers for one parameter, whatever its type. */
final class Proposals {
    private static final Pattern LITERAL = Pattern.compile("\\[[^\\[\\]]*\\]|\\{[^{}]*\\}");
    private static final ObjectMapper LENIENT = new ObjectMapper()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);

    private final Prompt prompt;
    private final Proximity proximity;
    private final NumberProposals numbers;
    private final TextProposals texts;
    private final ChoiceProposals choices;

    Proposals(Prompt prompt) {
        this.prompt = prompt;
        this.proximity = new Proximity(prompt);
        this.numbers = new NumberProposals(prompt, proximity);
        this.texts = new TextProposals(prompt, proximity);
        this.choices = new ChoiceProposals(prompt, proximity);
    }

    /** May be empty. */
    List<Candidate> of(Target target) {
        if (!target.parameter().options().isEmpty()) {
            return choices.options(target);
        }
        return switch (target.parameter().type()) {
            case INTEGER, NUMBER -> numbers.of(target);
            case BOOLEAN -> choices.truth(target);
            case STRING -> texts.of(target);
            case ARRAY -> arrays(target);
            case OBJECT -> literals(target);
        };
    }

    private List<Candidate> arrays(Target target) {
        var candidates = literals(target);
        var item = target.parameter().items().isEmpty()
                ? null
                : target.parameter().items().get(0);
        if (item == null) {
            return candidates;
        }
        var element = target.element(item);
        if (!item.options().isEmpty()) {
            candidates.add(matched(element));
        } else if (item.type().numeric()) {
            prompt.numberLists().forEach(list -> candidates.add(numberList(element, list)));
        } else if (item.type() == ValueType.STRING) {
            prompt.spanLists().forEach(list -> candidates.add(spanList(element, list)));
        }
        if (candidates.stream().noneMatch(candidate -> candidate.logit() > 5)) {
            of(element).stream()
                    .sorted(Comparator.comparingDouble(candidate -> -candidate.logit()))
                    .limit(5)
                    .map(one -> new Candidate(
                            array(List.of(one.value())), one.evidence(), one.fit() - 0.5, one.first(), one.last()))
                    .forEach(candidates::add);
        }
        return candidates;
    }

    /** All options the prompt speaks of, in the prompt's order. */
    private Candidate matched(Target element) {
        var found = choices.options(element).stream()
                .filter(candidate -> candidate.evidence() > 3)
                .sorted(Comparator.comparingInt(Candidate::first))
                .toList();
        if (found.isEmpty()) {
            return Candidate.unread(array(List.of()), 0, 1);
        }
        return new Candidate(
                array(found.stream().map(Candidate::value).toList()),
                found.get(0).evidence(),
                3,
                found.get(0).first(),
                found.get(found.size() - 1).last());
    }

    private Candidate numberList(Target element, List<NumberMention> list) {
        int first = list.get(0).first();
        int last = list.get(list.size() - 1).last();
        var values = list.stream().map(number -> Values.number(number.value())).toList();
        return new Candidate(array(values), proximity.of(element.cues(), first, last), 4.5, first, last);
    }

    private Candidate spanList(Target element, List<Span> list) {
        int first = list.get(0).first();
        int last = list.get(list.size() - 1).last();
        var values = new ArrayList<JsonNode>();
        for (var span : list) {
            values.add(JsonNodeFactory.instance.textNode(span.text()));
        }
        double evidence =
                proximity.of(element.cues(), first, last) + 0.3 * proximity.within(element.cues(), first, last);
        return new Candidate(array(values), evidence, 4.5, first, last);
    }

    /** Values written out in the prompt, as {@code [1, 2]} or <code>{'a': 1}</code>. */
    private List<Candidate> literals(Target target) {
        var candidates = new ArrayList<Candidate>();
        var matcher = LITERAL.matcher(prompt.text());
        while (matcher.find()) {
            var value = parsed(matcher);
            boolean fits = target.parameter().type() == ValueType.ARRAY ? value.isArray() : value.isObject();
            if (fits) {
                int first = wordAt(matcher.start());
                int last = Math.max(first, wordAt(matcher.end()) - 1);
                candidates.add(new Candidate(value, proximity.of(target.cues(), first, last), 6, first, last));
            }
        }
        return candidates;
    }

    private static JsonNode parsed(Matcher matcher) {
        try {
            return LENIENT.readTree(matcher.group());
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private int wordAt(int position) {
        int index = 0;
        while (index < prompt.words().size() - 1 && prompt.words().get(index).start() < position) {
            index++;
        }
        return index;
    }

    private static ArrayNode array(List<? extends JsonNode> values) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
