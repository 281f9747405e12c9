package io.asktell.tooleval;

/**
 * The judgement of one answer.
 *
 * @param score 0 to 1: 1 exactly if passed, part of it for an answer that is partly right
 * @param detail one sentence for a person: what was wrong, or that nothing was
 */
public record CaseScore(String caseId, Outcome outcome, boolean passed, double score, String detail) {
    public CaseScore {
        if (!(score >= 0 && score <= 1) || passed != (outcome == Outcome.CORRECT) || passed != (score == 1)) {
            throw new IllegalArgumentException("inconsistent score of " + caseId + ": " + outcome + " " + score);
        }
    }
}
