package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value a parameter might get.
 *
 * @param token the value as it is written
 * @param evidence how much in the prompt speaks for this value in this place; 0 when nothing does
 * @param fit how likely a value of this form is meant at all, before the evidence
 * @param first the first word it was read from, -1 when it was not read
 * @param last the last word it was read from
 */
record Candidate(JsonNode value, String token, double evidence, double fit, int first, int last) {
    Candidate(JsonNode value, double evidence, double fit, int first, int last) {
        this(value, value.toString(), evidence, fit, first, last);
    }

    static Candidate unread(JsonNode value, double evidence, double fit) {
        return new Candidate(value, evidence, fit, -1, -1);
    }

    double logit() {
        return evidence + fit;
    }

    boolean read() {
        return first >= 0;
    }

    boolean overlaps(Candidate other) {
        return read() && other.read() && first <= other.last && other.first <= last;
    }

    Candidate plus(double more) {
        return new Candidate(value, token, evidence, fit + more, first, last);
    }
}
