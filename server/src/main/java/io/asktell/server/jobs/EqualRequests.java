package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.api.CaseResult;
import io.asktell.api.Json;
import io.asktell.server.auth.Hashes;
import io.asktell.server.store.CaseResultRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.store.RequestRow;
import io.asktell.server.store.RequestStore;
import io.asktell.server.study.GivenTrial;
import io.asktell.tooleval.Outcome;
import io.asktell.tooleval.parameters.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What need not be asked again of a trial: what an earlier attempt brought, what another combination of the tune that becomes the same
 * request has, and, if the tune wants it, what other tunes have of the same requests. A provider's error counts as not asked.
 */
final class EqualRequests {
    /** As many as one report may carry. */
    private static final int MOST_RESULTS = 10_000;

    private static final int MOST_TRIALS = 20;

    private final CaseContents contents = new CaseContents();

    /** @param sameAs the combination of the tune that became the same request before */
    record Known(@Nullable String sameAs, List<CaseResult> results) {}

    private record Key(String caseId, int repeat) {}

    Known find(Handle handle, JobRow job, int model, @Nullable AssignedModel target, GivenTrial trial) {
        if (target == null || !job.kind().equals("tool_eval")) {
            return new Known(null, List.of());
        }
        var requests = handle.attach(RequestStore.class);
        var results = handle.attach(JobStore.class);
        var request = new RequestRow(
                requests.study(job.study(model)),
                trial.number(),
                request(target, trial.params()),
                job.suiteId(),
                job.suiteVersion());
        requests.put(request);
        Map<Key, CaseResult> known = new LinkedHashMap<>();
        if (trial.attempt() > 1) {
            addOwn(results.results(request.studyId(), request.number()), known);
        }
        var same = requests.evaluated(request);
        same.ifPresent(number ->
                add(results.results(request.studyId(), number), row -> List.of(reused(row, row.caseId())), known));
        if (job.reuseResults()) {
            var ids = byContent(contents.of(handle, job.suiteId(), job.suiteVersion()));
            for (var other : requests.elsewhere(request, MOST_TRIALS)) {
                var theirs = contents.of(handle, other.suiteId(), other.suiteVersion());
                add(
                        results.results(other.studyId(), other.number()),
                        row -> ids.getOrDefault(theirs.getOrDefault(row.caseId(), ""), List.of()).stream()
                                .map(id -> reused(row, id))
                                .toList(),
                        known);
            }
        }
        return new Known(
                same.map(number -> model + "-" + number).orElse(null),
                known.values().stream()
                        .filter(result -> result.repeat() != null && result.repeat() < job.repeats())
                        .limit(MOST_RESULTS)
                        .toList());
    }

    /**
     * What earlier attempts at a trial brought, and nothing else.
     *
     * @param failed trials in whose place it is run
     */
    static Known earlierAttempts(Handle handle, long study, GivenTrial trial, List<Integer> failed) {
        Map<Key, CaseResult> known = new LinkedHashMap<>();
        var results = handle.attach(JobStore.class);
        if (trial.attempt() > 1) {
            addOwn(results.results(study, trial.number()), known);
        }
        for (int number : failed) {
            add(results.results(study, number), row -> List.of(reused(row, row.caseId())), known);
        }
        return new Known(null, List.copyOf(known.values()));
    }

    private static void addOwn(List<CaseResultRow> rows, Map<Key, CaseResult> known) {
        add(rows, row -> List.of(CaseResults.wire(row)), known);
    }

    private static void add(
            List<CaseResultRow> rows, Function<CaseResultRow, List<CaseResult>> results, Map<Key, CaseResult> known) {
        for (var row : rows) {
            if (!row.outcome().equals(Outcome.PROVIDER_ERROR.word())) {
                results.apply(row).forEach(result -> known.putIfAbsent(new Key(result.caseId(), row.repeat()), result));
            }
        }
    }

    private static CaseResult reused(CaseResultRow row, String caseId) {
        var told = CaseResults.wire(row);
        return new CaseResult(
                caseId,
                told.repeat(),
                told.outcome(),
                told.score(),
                told.calls(),
                told.latencyMs(),
                told.tokens(),
                told.error(),
                told.detail(),
                true);
    }

    private static Map<String, List<String>> byContent(Map<String, String> contents) {
        Map<String, List<String>> ids = new HashMap<>();
        contents.forEach((id, content) ->
                ids.computeIfAbsent(content, c -> new ArrayList<>()).add(id));
        return ids;
    }

    /** The model's address and the parameters as they are sent, hashed: parameters may be long texts. */
    private static String request(AssignedModel target, Map<String, @Nullable Object> params) {
        var sent = Resolution.of(AssignedSchema.of(target), Json.mapper().valueToTree(params));
        var comparable = new TreeMap<>(GridPoints.comparable(sent.parameters()));
        var whole = List.of(target.protocol(), target.baseUrl(), target.wireName(), comparable);
        return HexFormat.of().formatHex(Hashes.sha256(whole.toString()));
    }
}
