package io.asktell.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Decides the arguments of one call: which optional ones to give, and each value. */
final class ArgumentWriter {
    private static final int MOST_CANDIDATES = 40;
    private static final double ALONE = 0.6;
    private static final Set<String> AGAIN = Set.of(
            "also",
            "another",
            "again",
            "repeat",
            "same",
            "both",
            "respectively",
            "each",
            "then",
            "second",
            "finally",
            "two",
            "three");
    private static final double SHARPNESS = 1.0;
    private static final double GIVE = 1.5;
    private static final double GIVE_FROM = 2.6;

    private final Reading reading;
    private final Decoder decoder;
    private final CallMemory memory;

    ArgumentWriter(Reading reading, Decoder decoder) {
        this.reading = reading;
        this.decoder = decoder;
        this.memory = new CallMemory(reading.prompt());
    }

    ObjectNode write(ToolSpec tool) {
        memory.startCall();
        return object(tool.name(), tool.targets());
    }

    /** How much of the prompt's values the calls so far left over for one more call of this tool: 0 to 1. */
    double leftOver(ToolSpec tool) {
        double sum = 0;
        double most = 0;
        int counted = 0;
        for (var target : tool.targets()) {
            var type = target.parameter().type();
            if (target.parameter().required() && (type == ValueType.STRING || type.numeric())) {
                double novelty =
                        memory.novelty(tool.name() + '.' + target.parameter().name(), reading.proposed(target));
                sum += novelty;
                most = Math.max(most, novelty);
                counted++;
            }
        }
        return counted == 0 ? 0 : (1 - ALONE) * sum / counted + ALONE * most + moreAskedFor();
    }

    /** What the words themselves say about asking for several things. */
    private double moreAskedFor() {
        long said = reading.prompt().words().stream()
                .filter(word -> AGAIN.contains(word.lower()))
                .count();
        return Math.min(0.3, 0.12 * said);
    }

    private ObjectNode object(String path, List<Target> targets) {
        var arguments = JsonNodeFactory.instance.objectNode();
        for (var target : targets) {
            var parameter = target.parameter();
            var slot = path + '.' + parameter.name();
            if (parameter.type() == ValueType.OBJECT && !target.inner().isEmpty()) {
                if (parameter.required()) {
                    arguments.set(parameter.name(), object(slot, target.inner()));
                }
                continue;
            }
            var candidates = candidates(slot, target);
            if (given(parameter, candidates)) {
                var chosen = decoder.choose(choices(candidates));
                memory.take(slot, chosen);
                arguments.set(parameter.name(), chosen.value());
            }
        }
        return arguments;
    }

    private boolean given(ParameterSpec parameter, List<Candidate> candidates) {
        var key = '"' + parameter.name() + '"';
        if (parameter.required()) {
            decoder.emit(key);
            return true;
        }
        double evidence = candidates.stream()
                .max(Comparator.comparingDouble(Candidate::logit))
                .map(best -> best.evidence() + Math.min(0, best.fit() - 2))
                .orElse(0.0);
        double logit = GIVE * (evidence - GIVE_FROM);
        return decoder.choose(List.of(new Choice<>(true, key, logit), new Choice<>(false, "", 0)));
    }

    private List<Candidate> candidates(String slot, Target target) {
        var candidates = new ArrayList<Candidate>();
        for (var candidate : reading.proposed(target)) {
            candidates.add(memory.adjusted(slot, candidate));
        }
        candidates.sort((one, other) -> Double.compare(other.logit(), one.logit()));
        return candidates.subList(0, Math.min(MOST_CANDIDATES, candidates.size()));
    }

    /** The candidates, and noise. */
    private List<Choice<Candidate>> choices(List<Candidate> candidates) {
        var choices = new ArrayList<Choice<Candidate>>();
        for (var candidate : candidates) {
            choices.add(new Choice<>(candidate, candidate.token(), SHARPNESS * candidate.logit()));
        }
        choices.addAll(reading.noise());
        return choices;
    }
}
