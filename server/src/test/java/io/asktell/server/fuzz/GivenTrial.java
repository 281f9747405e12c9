package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;

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
        var parts = text.split("\n");
        return new GivenTrial(parts[0], parts[1], parts[2]);
    }

    /** The path of an operation on a trial, for this one. */
    String path(String template) {
        return template.replaceFirst("\\{name}", Matcher.quoteReplacement(study))
                .replaceFirst("\\{trial_id}", number);
    }

    /** For {@link #read}. */
    @Override
    public String toString() {
        return study + "\n" + number + "\n" + token;
    }
}
