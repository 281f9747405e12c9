package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** A trial that an ask or a claim gave, with its lease: what three names drawn by themselves would hardly ever meet. */
record GivenTrial(String study, String number, String token) {
    /** What an answer gives, if it is a trial with a lease. */
    static Optional<GivenTrial> of(JsonNode answer) {
        var token = answer.at("/lease/token");
        return token.isTextual() && answer.has("study_name") && answer.has("trial_id")
                ? Optional.of(new GivenTrial(
                        answer.get("study_name").asText(),
                        answer.get("trial_id").asText(),
                        token.asText()))
                : Optional.empty();
    }

    static GivenTrial read(String text) {
        var parts = text.split("\n", 3);
        return new GivenTrial(parts[2], parts[1], parts[0]);
    }

    /** What stands for a parameter of a path. */
    Optional<String> named(String parameter) {
        return switch (parameter) {
            case "name" -> Optional.of(study);
            case "trial_id" -> Optional.of(number);
            default -> Optional.empty();
        };
    }

    /** For {@link #read}; a study's name may have any characters. */
    @Override
    public String toString() {
        return token + "\n" + number + "\n" + study;
    }
}
