package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Names of what exists, gathered from answers by kind, so that requests go beyond the first 404. Shared by all connections. */
final class Pools {
    private static final int SIZE = 40;
    private static final int MAX_BODY = 100_000;

    /** Members of answers whose values name something, and what. */
    private static final Map<String, String> MEMBERS = Map.ofEntries(
            Map.entry("study_name", "study"),
            Map.entry("suite_id", "suite"),
            Map.entry("job_id", "job"),
            Map.entry("combo_id", "combo"),
            Map.entry("run_id", "run"),
            Map.entry("best_run_id", "run"),
            Map.entry("trial_id", "trial"),
            Map.entry("case_id", "case"),
            Map.entry("model_name", "model"),
            Map.entry("key", "credential"),
            Map.entry("token", "credential"));
    /** Places whose answers have an {@code id}, and of what. */
    private static final Map<String, String> PLACES = Map.of(
            "/v1/keys", "key",
            "/api/tool-eval/presets", "preset",
            "/api/tool-eval/profiles", "profile",
            "/api/tuning/jobs", "job",
            "/api/tool-eval/suites", "suite");

    private final Map<String, List<String>> pools = new HashMap<>();
    private final Set<String> spared = new HashSet<>();

    /** Never offers this, which must outlive the run. */
    synchronized void spare(String name) {
        spared.add(name);
    }

    synchronized void add(String kind, String name, SplittableRandom random) {
        var pool = pools.computeIfAbsent(kind, k -> new ArrayList<>());
        if (spared.contains(name) || pool.contains(name)) {
            return;
        }
        if (pool.size() < SIZE) {
            pool.add(name);
        } else {
            pool.set(random.nextInt(SIZE), name);
        }
    }

    synchronized Optional<String> any(String kind, SplittableRandom random) {
        var pool = pools.getOrDefault(kind, List.of());
        return pool.isEmpty() ? Optional.empty() : Optional.of(pool.get(random.nextInt(pool.size())));
    }

    void harvest(Request request, Answer answer, SplittableRandom random) {
        var operation = request.operation();
        if (answer.status() / 100 != 2 || operation == null || answer.body().length > MAX_BODY) {
            return;
        }
        header(answer, "X-Next-Cursor", "cursor", random);
        header(answer, "ETag", "etag", random);
        if (operation.path().endsWith("/export") && answer.mediaType().equals("application/jsonl")) {
            add("export", answer.text(), random);
        }
        if (answer.mediaType().equals("application/json") && !operation.path().equals("/openapi.json")) {
            try {
                var place = PLACES.entrySet().stream()
                        .filter(entry -> operation.path().startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
                harvest(Json.mapper().readTree(answer.body()), place.orElse(null), random);
            } catch (IOException e) {
                return; // which is a finding already
            }
        }
    }

    private void header(Answer answer, String name, String kind, SplittableRandom random) {
        var value = answer.header(name);
        if (value != null) {
            add(kind, value, random);
        }
    }

    private void harvest(JsonNode node, @Nullable String place, SplittableRandom random) {
        if (node.isArray()) {
            node.forEach(element -> harvest(element, place, random));
        } else if (node.isObject()) {
            for (var member : node.properties()) {
                var kind = member.getKey().equals("id") ? place : MEMBERS.get(member.getKey());
                if (kind != null
                        && member.getValue().isValueNode()
                        && !member.getValue().isNull()) {
                    add(kind, member.getValue().asText(), random);
                } else {
                    harvest(member.getValue(), null, random);
                }
                if (member.getKey().equals("lease") && member.getValue().has("token")) {
                    add("lease", member.getValue().get("token").asText(), random);
                }
            }
            GivenTrial.of(node).ifPresent(trial -> add("given", trial.toString(), random));
        }
    }
}
