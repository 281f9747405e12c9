package io.asktell.reference;

import io.asktell.reference.text.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which words of the prompt went into which parameter, in this call and in those before. */
final class CallMemory {
    private static final double TAKEN = -1.3;
    private static final double REPEATED = -3.0;
    private static final double COORDINATED = 2.0;
    private static final double NEARBY = 1.5;
    private static final double RIVALRY = 5;

    private final int[] enumeration;
    private final Map<String, List<Candidate>> earlier = new HashMap<>();
    private final List<Candidate> current = new ArrayList<>();

    CallMemory(Prompt prompt) {
        this.enumeration = enumerations(prompt);
    }

    void startCall() {
        current.clear();
    }

    void take(String slot, Candidate candidate) {
        if (candidate.read()) {
            current.add(candidate);
        }
        earlier.computeIfAbsent(slot, any -> new ArrayList<>()).add(candidate);
    }

    /** The candidate as it looks after what was already taken. */
    Candidate adjusted(String slot, Candidate candidate) {
        if (!candidate.read()) {
            return candidate;
        }
        double change = 0;
        for (var taken : current) {
            change += candidate.overlaps(taken) ? TAKEN : 0;
        }
        var before = earlier.getOrDefault(slot, List.of());
        if (!before.isEmpty()) {
            boolean repeated = overlaps(candidate, before);
            change += repeated
                    ? REPEATED
                    : before.stream().anyMatch(taken -> coordinated(taken, candidate)) ? COORDINATED : 0;
            change += current.stream().anyMatch(taken -> Math.abs(taken.first() - candidate.first()) < 8) ? NEARBY : 0;
        }
        return candidate.plus(change);
    }

    /** How strongly a value not used so far asks for a call of its own: 0 to 1. */
    double novelty(String slot, List<Candidate> candidates) {
        var used = earlier.getOrDefault(slot, List.of());
        if (used.isEmpty() || !used.get(0).read()) {
            return 0;
        }
        var first = used.get(0);
        double standing = candidates.stream()
                .filter(first::overlaps)
                .mapToDouble(Candidate::logit)
                .max()
                .orElse(first.logit());
        double novelty = 0;
        for (var candidate : candidates) {
            if (fresh(candidate)
                    && candidate.value().getNodeType() == first.value().getNodeType()) {
                double supported = Math.min(1, candidate.evidence() / Math.max(2, first.evidence()));
                double rival = Math.min(supported, 1 - (standing - candidate.logit()) / RIVALRY);
                novelty = Math.max(novelty, coordinated(first, candidate) ? Math.max(0.9, rival) : rival);
            }
        }
        return Math.min(1, novelty);
    }

    private boolean fresh(Candidate candidate) {
        if (!candidate.read()) {
            return false;
        }
        for (var before : earlier.values()) {
            if (overlaps(candidate, before)) {
                return false;
            }
        }
        return true;
    }

    // loops rather than streams: asked for every candidate of every decision
    private static boolean overlaps(Candidate candidate, List<Candidate> taken) {
        for (var one : taken) {
            if (candidate.overlaps(one)) {
                return true;
            }
        }
        return false;
    }

    /** Whether both stand in one enumeration, as different members. */
    private boolean coordinated(Candidate one, Candidate other) {
        if (!one.read() || !other.read() || one.overlaps(other)) {
            return false;
        }
        int list = enumeration[one.first()];
        return list > 0 && list == enumeration[other.first()];
    }

    private static int[] enumerations(Prompt prompt) {
        var enumeration = new int[prompt.words().size()];
        int list = 0;
        for (var numbers : prompt.numberLists()) {
            list++;
            for (var number : numbers) {
                Arrays.fill(enumeration, number.first(), number.last() + 1, list);
            }
        }
        for (var spans : prompt.spanLists()) {
            list++;
            for (var span : spans) {
                Arrays.fill(enumeration, span.first(), span.last() + 1, list);
            }
        }
        return enumeration;
    }
}
