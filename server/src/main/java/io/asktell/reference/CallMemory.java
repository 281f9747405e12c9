package io.asktell.reference;

import io.asktell.reference.text.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which words of the prompt went into which parameter, in this call and in those before. */
final class CallMemory {
    private static final double TAKEN = -1.3;
    private static final double REPEATED = -3.0;
    private static final double COORDINATED = 2.0;
    private static final double NEARBY = 1.5;

    private final Prompt prompt;
    private final Map<String, List<Candidate>> earlier = new HashMap<>();
    private final List<Candidate> current = new ArrayList<>();

    CallMemory(Prompt prompt) {
        this.prompt = prompt;
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
            boolean repeated = before.stream().anyMatch(candidate::overlaps);
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
        double novelty = 0;
        for (var candidate : candidates) {
            boolean fresh = candidate.read()
                    && current.stream().noneMatch(candidate::overlaps)
                    && earlier.values().stream().flatMap(List::stream).noneMatch(candidate::overlaps);
            if (fresh && candidate.value().getNodeType() == first.value().getNodeType()) {
                double rival = Math.min(1, candidate.evidence() / Math.max(1, first.evidence()))
                        * (candidate.fit() > first.fit() - 1.5 ? 1 : 0.4);
                novelty = Math.max(novelty, coordinated(first, candidate) ? Math.max(rival, 0.9) : rival * 0.8);
            }
        }
        return novelty;
    }

    /** Whether both stand in one enumeration. */
    private boolean coordinated(Candidate one, Candidate other) {
        return one.read()
                && other.read()
                && !one.overlaps(other)
                && (prompt.spanLists().stream().anyMatch(list -> {
                            var in = new HashSet<Integer>();
                            list.forEach(span -> range(in, span.first(), span.last()));
                            return in.contains(one.first()) && in.contains(other.first());
                        })
                        || prompt.numberLists().stream().anyMatch(list -> {
                            var in = new HashSet<Integer>();
                            list.forEach(number -> range(in, number.first(), number.last()));
                            return in.contains(one.first()) && in.contains(other.first());
                        }));
    }

    private static void range(Set<Integer> in, int first, int last) {
        for (int i = first; i <= last; i++) {
            in.add(i);
        }
    }
}
