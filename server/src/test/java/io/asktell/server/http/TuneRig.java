package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.http.ScriptedTarget.Reply;
import io.asktell.tooleval.SampleSuite;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Calls of tunes to a server: what a tune needs, and what a worker does. JSON is written with ' for ". */
public record TuneRig(ServerRig server) {
    public static final String TUNES = "/api/tool-eval/param-tune";
    public static final String SUITES = "/api/tool-eval/suites";
    public static final String MODELS = "/api/v1/models";
    public static final String PROVIDERS = "/api/v1/providers";

    /** Two cases: one that wants a call, one that wants none. */
    public static final String SMALL_SUITE = """
            {'name':'small','tools':[{'type':'function','function':{'name':'get_weather','description':'Get the weather of a city.',
             'parameters':{'type':'object','properties':{'city':{'type':'string','description':'The city.'}},'required':['city']}}}],
             'cases':[{'id':'call','prompt':'What is the weather in Oslo?',
                       'expected_calls':[{'name':'get_weather','arguments':{'city':['Oslo']}}]},
                      {'id':'none','prompt':'Good morning, and thank you.','expected_calls':[]}]}""";

    /** Registers a model and its provider. */
    public TuneRig model(String name, URI target) {
        ok(200, server.call("PUT", PROVIDERS + "/of-" + name, "{'protocol':'openai','base_url':'" + target + "'}"));
        ok(200, server.call("PUT", MODELS + "/" + name, "{'provider':'of-" + name + "','wire_name':'lexical-1'}"));
        return this;
    }

    public String suite(String json) {
        return ok(201, server.post(SUITES, json)).get("suite_id").textValue();
    }

    /** Cases c0, c1 and so on in three categories, with their number in the prompt; none wants a call of the tool {@code search}. */
    String numberedSuite(int cases) {
        return suite(IntStream.range(0, cases)
                .mapToObj(i -> "{'id':'c" + i + "','prompt':'case " + i + ".','category':'k" + i % 3
                        + "','expected_calls':[]}")
                .collect(Collectors.joining(
                        ",",
                        "{'name':'numbered','tools':[{'type':'function','function':{'name':'search','parameters':"
                                + "{'type':'object','properties':{}}}}],'cases':[",
                        "]}")));
    }

    /**
     * Registers a model whose answers to a numbered suite depend on the temperature alone: all cases but one are right at 0.5, and three in
     * twenty fewer with each tenth away from it. One is never right, as a race ends with a combination that is right everywhere.
     *
     * @param before is told the number of each call before it is answered
     */
    ScriptedTarget peakedModel(String name, IntConsumer before) {
        return peakedModel(name, before, "");
    }

    /** A {@link #peakedModel(String, IntConsumer)} that is right at some more or fewer cases as each call's seed has it. */
    ScriptedTarget seededModel(String name, IntConsumer before) {
        return peakedModel(name, before, ",'seed':{'type':'int'}");
    }

    private ScriptedTarget peakedModel(String name, IntConsumer before, String seed) {
        var target = new ScriptedTarget((n, body) -> {
            before.accept(n);
            var request = read(body);
            int number =
                    Integer.parseInt(request.at("/messages/0/content").asText().replaceAll("\\D", ""));
            double temperature = request.path("temperature").asDouble(0.5);
            long luck = Math.floorMod(request.path("seed").asLong(), 5);
            return number > 0 && (number * 7 + luck) % 20 < 20 - 30 * Math.abs(temperature - 0.5)
                    ? Reply.TEXT
                    : Reply.CALL;
        });
        ok(
                200,
                server.call(
                        "PUT",
                        PROVIDERS + "/of-" + name,
                        "{'protocol':'openai','base_url':'" + target.baseUri() + "','max_concurrency':4}"));
        ok(
                200,
                server.call(
                        "PUT",
                        MODELS + "/" + name,
                        "{'provider':'of-" + name + "','wire_name':'lexical-1','generation_schema':"
                                + "{'temperature':{'type':'float','min':0,'max':1,'default':0.5}" + seed + "}}"));
        return target;
    }

    public String sampleSuite() {
        var created = server.send(server.request(SUITES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(SampleSuite.json())));
        return ok(201, created).get("suite_id").textValue();
    }

    /** Starts a tune and returns its id. */
    public String start(String json) {
        return ok(202, server.post(TUNES, json)).get("job_id").textValue();
    }

    public JsonNode find(String job) {
        return ok(200, server.get(TUNES + "/" + job));
    }

    /** The tune once it is so, looking again and again. */
    public JsonNode await(String job, Predicate<JsonNode> so) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
        JsonNode tune = find(job);
        while (!so.test(tune)) {
            assertThat(System.nanoTime()).as("time is up: %s", tune).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            tune = find(job);
        }
        return tune;
    }

    public JsonNode awaitEnd(String job) {
        return await(job, tune -> !tune.get("status").asText().matches("queued|running"));
    }

    public JsonNode combos(String job) {
        return ok(200, server.get(TUNES + "/" + job + "/combos?limit=1000"));
    }

    /** A claim that must get work within ten seconds. */
    JsonNode claim(String key) {
        return ok(200, claim(key, null, "{'worker':'w','wait_seconds':10}"));
    }

    /** @param idempotencyKey null for none */
    HttpResponse<String> claim(String key, String idempotencyKey, String json) {
        var request = HttpRig.posting(server.as(key, "/v1/workers/claim"), json.replace('\'', '"'));
        return server.send(idempotencyKey == null ? request : request.header("Idempotency-Key", idempotencyKey));
    }

    /** A verb of the trial of an assignment, with the assignment's lease unless the body names another. */
    HttpResponse<String> trial(String key, JsonNode assignment, String verb, String json) {
        var body = (ObjectNode) read(json);
        if (!body.has("lease_token")) {
            body.put("lease_token", assignment.at("/lease/token").textValue());
        }
        var path = ServerRig.trial(
                        assignment.get("study_name").textValue(),
                        assignment.get("trial_id").intValue())
                + "/" + verb;
        return server.send(HttpRig.posting(server.as(key, path), body.toString()));
    }

    static JsonNode read(String json) {
        try {
            return Json.mapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
