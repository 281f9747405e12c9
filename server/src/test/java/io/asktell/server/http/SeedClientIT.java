package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A client written for the older service that this one replaces: its routes and fields, no credential, no header besides the content
 * type, and nothing known of leases, scopes or idempotency.
 */
final class SeedClientIT {
    private static final String BASE = "/v1/tuner";
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.startOpen();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static JsonNode get(String path) {
        return ok(200, rig.send(HttpRequest.newBuilder(rig.uri(BASE + path))));
    }

    private static JsonNode post(int status, String path, String json) {
        return ok(
                status,
                rig.send(HttpRequest.newBuilder(rig.uri(BASE + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json.replace('\'', '"')))));
    }

    /** The search of the older service's own documentation. */
    @Test
    void aStudyFromItsCreationToItsImportance_works() {
        JsonNode study = post(
                201,
                "/studies",
                "{'name':'embedding_optimization','direction':'maximize','sampler':'tpe','pruner':'hyperband',"
                        + "'search_space':[{'type':'float','name':'alpha','low':0.0,'high':1.0},"
                        + "{'type':'int','name':'top_k','low':5,'high':50,'step':5},"
                        + "{'type':'categorical','name':'reranker','choices':['fast','accurate','code']}]}");
        assertThat(study.get("study_name").textValue()).isEqualTo("embedding_optimization");
        assertThat(study.get("n_trials").intValue()).isZero();
        String trials = "/studies/embedding_optimization/trials";

        double best = Double.NEGATIVE_INFINITY;
        int bestTrial = -1;
        for (int n = 0; n < 15; n++) {
            JsonNode asked = post(200, trials + "/suggest", "{}");
            assertThat(asked.get("trial_id").intValue()).isEqualTo(n);
            double alpha = asked.at("/params/alpha").doubleValue();
            int topK = asked.at("/params/top_k").intValue();
            assertThat(topK % 5).isZero();
            double value = -(alpha - 0.3) * (alpha - 0.3) - topK / 1000.0;
            JsonNode told = post(
                    200,
                    trials + "/" + n + "/complete",
                    "{'values':" + value + ",'intermediate_values':{'0':" + value / 2 + ",'1':" + value
                            + "},'user_attrs':{'latency_ms':" + (10 + n) + "}}");
            assertThat(told.get("state").textValue()).isEqualTo("COMPLETE");
            assertThat(told.at("/user_attrs/latency_ms").intValue()).isEqualTo(10 + n);
            if (value > best) {
                best = value;
                bestTrial = n;
            }
        }
        post(200, trials + "/suggest", "{}");
        assertThat(post(200, trials + "/15/prune", "{}").get("state").textValue())
                .isEqualTo("PRUNED");

        assertThat(get(trials + "?state=COMPLETE")).hasSize(15);
        assertThat(get(trials + "?state=PRUNED")).hasSize(1);
        JsonNode found = get("/studies/embedding_optimization/best");
        assertThat(found.get("trial_id").intValue()).isEqualTo(bestTrial);
        assertThat(found.get("value").doubleValue()).isEqualTo(best);
        assertThat(found.get("params").has("reranker")).isTrue();
        JsonNode importances = get("/studies/embedding_optimization/importance").get("importances");
        double sum = 0;
        for (JsonNode share : importances) {
            sum += share.doubleValue();
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(get("/studies").findValuesAsText("study_name")).contains("embedding_optimization");
        assertThat(get("/studies/embedding_optimization").get("best_value").doubleValue())
                .isEqualTo(best);
    }

    @Test
    void aStudyOfTwoObjectives_hasAFront() {
        post(
                201,
                "/studies",
                "{'name':'two','direction':['maximize','minimize'],'sampler':'random',"
                        + "'search_space':[{'type':'float','name':'x','low':0,'high':1}]}");
        double[][] values = {{1, 3}, {2, 2}, {1, 4}, {3, 3}};
        for (double[] value : values) {
            int n = post(200, "/studies/two/trials/suggest", "{}")
                    .get("trial_id")
                    .intValue();
            post(200, "/studies/two/trials/" + n + "/complete", "{'values':[" + value[0] + "," + value[1] + "]}");
        }

        List<Integer> front = new ArrayList<>();
        get("/studies/two/pareto")
                .forEach(item -> front.add(item.get("trial_id").intValue()));

        assertThat(front).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void itsSamplersAndPruners_areKnownByTheirNames() {
        for (String sampler : List.of("tpe", "random", "qmc", "gp")) {
            for (String pruner : List.of("hyperband", "median", "none")) {
                JsonNode study = post(
                        201,
                        "/studies",
                        "{'name':'" + sampler + "-" + pruner + "','sampler':'" + sampler + "','pruner':'" + pruner
                                + "','search_space':[{'type':'float','name':'x','low':0,'high':1}]}");
                assertThat(study.get("sampler").textValue()).isEqualTo(sampler);
            }
        }
    }

    @Test
    void healthAndReadiness_areAsTheyWere() {
        JsonNode health = get("/health");

        assertThat(health.get("status").textValue()).isEqualTo("healthy");
        assertThat(health.get("storage_connected").booleanValue()).isTrue();
        assertThat(health.get("version").textValue()).isNotEmpty();
        assertThat(get("/ready").get("status").textValue()).isEqualTo("ready");
    }

    /** It sends the content type with every call, a body only with some, and shows people the text it finds as detail. */
    @Test
    void callsWithoutABody_andWrongOnes_areAnsweredAsItExpects() {
        post(201, "/studies", "{'name':'a/b c','search_space':[{'type':'int','name':'n','low':1,'high':4}]}");
        var study = "/studies/a%2Fb%20c";

        for (int n = 0; n < 4; n++) {
            assertThat(names(post(200, study + "/trials/suggest", ""))).contains("trial_id", "params", "study_name");
        }
        JsonNode pruned = post(200, study + "/trials/1/prune", "");
        post(200, study + "/trials/3/complete", "{'values':2.5}");

        assertThat(pruned.get("values").isNull()).isTrue();
        assertThat(pruned.get("user_attrs")).isEmpty();
        assertThat(get(study + "/trials?state=RUNNING&limit=1&offset=1")
                        .get(0)
                        .get("trial_id")
                        .intValue())
                .isEqualTo(2);
        assertThat(get(study + "/trials?state=WAITING")).isEmpty();
        assertThat(get(study).get("best_params").has("n")).isTrue();
        assertThat(post(400, study + "/trials/0/complete", "{").get("detail").isTextual())
                .isTrue();
        assertThat(post(404, study + "/trials/9/complete", "{'values':1}")
                        .get("detail")
                        .isTextual())
                .isTrue();
        assertThat(post(
                                409,
                                "/studies",
                                "{'name':'a/b c','load_if_exists':false,'search_space':[{'type':'int','name':'n','low':1,'high':4}]}")
                        .get("detail")
                        .isTextual())
                .isTrue();
        for (var refused :
                List.of("400 " + study + "/importance", "400 " + study + "/pareto", "404 /studies/none/best")) {
            var response = rig.send(HttpRequest.newBuilder(rig.uri(BASE + refused.substring(4))));
            assertThat(ok(Integer.parseInt(refused.substring(0, 3)), response)
                            .get("detail")
                            .isTextual())
                    .isTrue();
        }
    }

    @Test
    void deletingAStudy_is204() {
        post(201, "/studies", "{'name':'gone','search_space':[{'type':'float','name':'x','low':0,'high':1}]}");

        var deleted =
                rig.send(HttpRequest.newBuilder(rig.uri(BASE + "/studies/gone")).DELETE());

        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
    }
}
