package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CaseResult;
import io.asktell.server.store.CaseResultRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.store.UsageStore;
import io.asktell.server.study.Alongside;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.Studies;
import io.asktell.tooleval.CaseScore;
import io.asktell.tooleval.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Results of single cases, checked, and written with the report or tell they came with. */
public final class CaseResults {
    private static final int MAX = 10_000;
    private static final int MAX_TEXT = 10_000;

    private CaseResults() {}

    public static Alongside of(int number, List<CaseResult> results) {
        var errors = new FieldErrors();
        errors.check(results.size() <= MAX, "case_results", "at most " + MAX + " at once");
        Map<List<Object>, Integer> seen = new HashMap<>();
        for (int i = 0; i < results.size() && !errors.any(); i++) {
            var result = results.get(i);
            String path = "case_results[" + i + "]";
            if (result == null) {
                errors.add(path, "an object");
                continue;
            }
            errors.check(named(result.caseId()), path + ".case_id", "1 to 256 characters");
            errors.check(named(result.outcome()), path + ".outcome", "1 to 256 characters");
            Integer repeat = result.repeat();
            errors.check(repeat == null || repeat >= 0, path + ".repeat", "a whole number of at least 0");
            Double score = result.score();
            errors.check(score == null || score >= 0 && score <= 1, path + ".score", "0 to 1");
            Integer other = seen.putIfAbsent(Arrays.asList(result.caseId(), repeat == null ? 0 : repeat), i);
            errors.check(other == null, path, "another case_id or repeat than case_results[" + other + "]");
        }
        errors.throwIfAny();
        return results.isEmpty()
                ? Alongside.NOTHING
                : (handle, studyId) -> write(
                        handle,
                        studyId,
                        number,
                        results.stream().map(r -> row(studyId, number, r)).toList());
    }

    private static void write(Handle handle, long studyId, int number, List<CaseResultRow> rows) {
        var usage = handle.attach(UsageStore.class);
        var cases = rows.stream().map(CaseResultRow::caseId).toList();
        var repeats = rows.stream().map(CaseResultRow::repeat).toList();
        var before = usage.of(studyId, number, cases, repeats);
        handle.attach(JobStore.class).addResults(rows);
        usage.add(usage.of(studyId, number, cases, repeats).less(before));
    }

    /** A stored result as it was reported. */
    static CaseResult wire(CaseResultRow row) {
        return new CaseResult(
                row.caseId(),
                row.repeat(),
                row.outcome(),
                row.score(),
                json(row.calls()),
                row.latencyMs(),
                json(row.tokens()),
                row.error(),
                row.detail(),
                row.reused() ? true : null);
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : Studies.json(text);
    }

    /** A stored result as a judgement; empty where a worker reported an outcome of its own making. */
    public static Optional<CaseScore> score(CaseResultRow row) {
        var outcome = Arrays.stream(Outcome.values())
                .filter(known -> known.word().equals(row.outcome()))
                .findFirst();
        return outcome.map(known -> {
            boolean passed = known == Outcome.CORRECT;
            double score = row.score() == null ? 0 : row.score();
            String detail = row.detail() == null ? "" : row.detail();
            return new CaseScore(row.caseId(), known, passed, passed ? 1 : Math.min(score, Math.nextDown(1.0)), detail);
        });
    }

    /** The stored results that are judgements. */
    public static List<CaseScore> scores(List<CaseResultRow> rows) {
        return rows.stream().flatMap(row -> score(row).stream()).toList();
    }

    private static boolean named(@Nullable String text) {
        return text != null && !text.isEmpty() && text.length() <= 256;
    }

    private static CaseResultRow row(long studyId, int number, CaseResult result) {
        Integer repeat = result.repeat();
        return new CaseResultRow(
                studyId,
                number,
                result.caseId(),
                repeat == null ? 0 : repeat,
                result.outcome(),
                result.score(),
                text(result.calls()),
                result.latencyMs(),
                text(result.tokens()),
                cut(result.error()),
                cut(result.detail()),
                Boolean.TRUE.equals(result.reused()));
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null || json.isNull() ? null : json.toString();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
