package io.asktell.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * A parameter that is to be filled, and all that is known about it.
 *
 * @param rank how many parameters of its kind (numbers, or texts) come before it in the tool
 * @param inner what an object holds
 */
record Target(ParameterSpec parameter, Cues cues, ParameterHints hints, Role role, int rank, List<Target> inner) {
    /** The parameters of one tool or object, in its order. */
    static List<Target> of(List<ParameterSpec> parameters) {
        var cues = Cues.of(parameters);
        var targets = new ArrayList<Target>();
        int numbers = 0;
        int texts = 0;
        for (int i = 0; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            boolean numeric = parameter.type().numeric();
            int rank = numeric ? numbers : texts;
            targets.add(new Target(
                    parameter,
                    cues.get(i),
                    ParameterHints.of(parameter),
                    Role.of(cues.get(i)),
                    rank,
                    of(parameter.properties())));
            numbers += numeric ? 1 : 0;
            texts += parameter.type() == ValueType.STRING && parameter.options().isEmpty() ? 1 : 0;
        }
        return targets;
    }

    /** An element of this array, which is spoken of in the same words. */
    Target element(ParameterSpec item) {
        return new Target(item, cues, hints, role, rank, List.of());
    }
}
