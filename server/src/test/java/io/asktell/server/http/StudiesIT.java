package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.names;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route of studies, as the contract has it. */
final class StudiesIT {
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void create_answersTheStudy_withDefaults() {
        var study = ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'fresh','search_space':[{'type':'float','name':'x','low':0.6,'high':0.92,'step':0.05},"
                                + "{'type':'int','name':'n','low':1,'high':9},"
                                + "{'type':'categorical','name':'c','choices':['a',1,true,null]}]}"));

        assertThat(names(study))
                .containsExactly(
                        "study_id",
                        "study_name",
                        "direction",
                        "n_trials",
                        "best_value",
                        "best_params",
                        "datetime_start",
                        "user_attrs",
                        "search_space",
                        "sampler",
                        "sampler_options",
                        "pruner",
                        "pruner_options",
                        "status",
                        "max_trials",
                        "lease_seconds",
                        "max_attempts",
                        "metric_names",
                        "trial_counts");
        assertThat(study.get("study_name").asText()).isEqualTo("fresh");
        assertThat(study.get("direction").asText()).isEqualTo("maximize");
        assertThat(study.get("n_trials").asInt()).isZero();
        assertThat(study.get("best_value").isNull()).isTrue();
        assertThat(study.get("sampler").asText()).isEqualTo("tpe");
        assertThat(study.get("pruner").asText()).isEqualTo("hyperband");
        assertThat(study.get("status").asText()).isEqualTo("active");
        assertThat(study.get("max_attempts").asInt()).isEqualTo(3);
        assertThat(study.get("lease_seconds").isNull()).isTrue();
        assertThat(study.at("/search_space/0/high").asDouble()).isEqualTo(0.9, within(1e-12));
        assertThat(study.at("/search_space/2/choices").toString()).isEqualTo("[\"a\",1,true,null]");
        assertThat(study.get("trial_counts").toString())
                .isEqualTo("{\"WAITING\":0,\"RUNNING\":0,\"COMPLETE\":0,\"PRUNED\":0,\"FAIL\":0}");
        assertThat(json(rig.get(STUDIES + "/fresh"))).isEqualTo(study);
    }

    @Test
    void create_again_loads_unlessItDiffersOrMustNot() {
        var made = rig.study("twice", "");

        var loaded =
                rig.post(STUDIES, "{'name':'twice','direction':'maximize','search_space':" + ServerRig.SPACE + "}");
        var direction =
                rig.post(STUDIES, "{'name':'twice','direction':'minimize','search_space':" + ServerRig.SPACE + "}");
        var space = rig.post(STUDIES, "{'name':'twice','search_space':[{'type':'float','name':'x','low':0,'high':2}]}");
        var exists =
                rig.post(STUDIES, "{'name':'twice','load_if_exists':false,'search_space':" + ServerRig.SPACE + "}");

        assertThat(ok(200, loaded)).isEqualTo(made);
        assertThat(code(direction)).isEqualTo("409 study_differs");
        assertThat(code(space)).isEqualTo("409 study_differs");
        assertThat(code(exists)).isEqualTo("409 study_exists");
    }

    @Test
    void create_ofManyObjectives_answersDirectionsAsAList() {
        var study = rig.study("several", ",'directions':['minimize','maximize'],'metric_names':['loss','f1']");

        assertThat(study.get("direction").toString()).isEqualTo("[\"minimize\",\"maximize\"]");
        assertThat(study.get("metric_names").toString()).isEqualTo("[\"loss\",\"f1\"]");
    }

    @Test
    void create_inRaysTerms_answersThoseTerms() {
        var space = "{'lr':{'type':'loguniform','min':0.001,'max':0.1},'n':{'type':'randint','min':1,'max':5},"
                + "'k':{'type':'int','min':1,'max':5},'c':{'type':'choice','values':['a','b']},"
                + "'u':{'type':'uniform','min':0,'max':1}}";

        var study = ok(201, rig.post(STUDIES, "{'name':'ray','search_space':" + space + "}"));
        var params = rig.ask("ray").get("params");

        assertThat(study.get("search_space").toString()).contains("loguniform", "randint", "\"min\"", "\"values\"");
        assertThat(names(params)).containsExactlyInAnyOrder("lr", "n", "k", "c", "u");
        assertThat(params.get("n").asInt()).isBetween(1, 4);
        assertThat(params.get("lr").asDouble()).isBetween(0.001, 0.1);
    }

    @Test
    void list_isFilteredAndPaged_withTotal() {
        rig.study("Filter-one", "");
        rig.study("filter-two", "");
        rig.study("filter-three", "");
        rig.call("PATCH", STUDIES + "/filter-three", "{'status':'paused'}");

        var all = rig.get(STUDIES + "?name_contains=FILTER-");
        var paused = rig.get(STUDIES + "?name_contains=filter-&status=paused");
        var page = rig.get(STUDIES + "?name_contains=filter-&limit=1&offset=1");

        assertThat(json(all)).hasSize(3);
        assertThat(header(all, "X-Total-Count")).isEqualTo("3");
        assertThat(names(json(all).get(0)))
                .containsExactly(
                        "study_id",
                        "study_name",
                        "direction",
                        "n_trials",
                        "best_value",
                        "datetime_start",
                        "status",
                        "sampler",
                        "max_trials",
                        "trial_counts");
        assertThat(json(paused).findValuesAsText("study_name")).containsExactly("filter-three");
        assertThat(json(page)).hasSize(1);
        assertThat(header(page, "X-Total-Count")).isEqualTo("3");
        assertThat(json(page).get(0)).isEqualTo(json(all).get(1));
        assertThat(code(rig.get(STUDIES + "?status=asleep"))).isEqualTo("400 malformed_query");
    }

    @Test
    void list_isOrderedAsAsked() {
        for (String name : List.of("order-b", "Order-c", "order-a")) {
            rig.study(name, "");
        }
        ok(200, rig.post(STUDIES + "/order-a/trials/suggest", "{}"));

        assertThat(ordered("created")).containsExactly("order-b", "Order-c", "order-a");
        assertThat(ordered("-created")).containsExactly("order-a", "Order-c", "order-b");
        assertThat(ordered("name")).containsExactly("order-a", "order-b", "Order-c");
        assertThat(ordered("-name")).containsExactly("Order-c", "order-b", "order-a");
        assertThat(ordered("trials")).containsExactly("order-b", "Order-c", "order-a");
        assertThat(ordered("-trials")).containsExactly("order-a", "order-b", "Order-c");
        assertThat(code(rig.get(STUDIES + "?order=mood"))).isEqualTo("400 malformed_query");
    }

    private static List<String> ordered(String order) {
        return json(rig.get(STUDIES + "?name_contains=order-&order=" + order)).findValuesAsText("study_name");
    }

    @Test
    void list_refusesWhatIsNoPage() {
        assertThat(code(rig.get(STUDIES + "?limit=1001"))).isEqualTo("422 invalid");
        assertThat(code(rig.get(STUDIES + "?limit=many"))).isEqualTo("400 malformed_query");
    }

    @Test
    void patch_changesWhatItNames_andMergesAttributes() {
        var before = rig.study("patched", ",'user_attrs':{'a':1,'b':2}");

        var after = ok(
                200,
                rig.call(
                        "PATCH",
                        STUDIES + "/patched",
                        "{'sampler':'qmc','sampler_options':{'seed':3},'pruner':'median','user_attrs':{'b':[3],'c':null}}"));

        assertThat(after.get("sampler").asText()).isEqualTo("qmc");
        assertThat(after.at("/sampler_options/seed").asInt()).isEqualTo(3);
        assertThat(after.get("pruner").asText()).isEqualTo("median");
        assertThat(after.at("/user_attrs/a").asInt()).isEqualTo(1);
        assertThat(after.at("/user_attrs/b").toString()).isEqualTo("[3]");
        assertThat(after.get("search_space")).isEqualTo(before.get("search_space"));
    }

    @Test
    void patch_widensRangesAndAppendsChoices_butNeverShrinks() {
        var space = "[{'type':'float','name':'x','low':%s,'high':%s},{'type':'categorical','name':'c','choices':%s}]";
        ok(201, rig.post(STUDIES, "{'name':'wider','search_space':" + space.formatted(0, 1, "['a','b']") + "}"));

        var wider = rig.call(
                "PATCH", STUDIES + "/wider", "{'search_space':" + space.formatted(-1, 2, "['a','b','c']") + "}");
        var shrunk = rig.call(
                "PATCH", STUDIES + "/wider", "{'search_space':" + space.formatted(0, 2, "['a','b','c']") + "}");
        var fewer =
                rig.call("PATCH", STUDIES + "/wider", "{'search_space':" + space.formatted(-1, 2, "['a','b']") + "}");

        assertThat(ok(200, wider).at("/search_space/0/high").asDouble()).isEqualTo(2);
        assertThat(ok(200, wider).at("/search_space/1/choices").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
        assertThat(refusal(shrunk)).isEqualTo("422 invalid search_space[0]");
        assertThat(refusal(fewer)).isEqualTo("422 invalid search_space[1]");
        assertThat(json(rig.get(STUDIES + "/wider"))).isEqualTo(json(wider));
    }

    @Test
    void reverseLog_isKept_andRefusedWhereItCannotBe() {
        var space = "[{'type':'float','name':'top_p','low':0.9,'high':%s,'reverse_log':true%s}]";

        var made = rig.post(STUDIES, "{'name':'nines','search_space':" + space.formatted(0.999, "") + "}");
        var asked = rig.ask("nines");
        var linear = rig.call(
                "PATCH",
                STUDIES + "/nines",
                "{'search_space':[{'type':'float','name':'top_p','low':0.9,'high':0.999}]}");
        var one = rig.post(STUDIES, "{'name':'one','search_space':" + space.formatted(1, "") + "}");
        var both = rig.post(STUDIES, "{'name':'both','search_space':" + space.formatted(0.99, ",'log':true") + "}");

        assertThat(ok(201, made).at("/search_space/0/reverse_log").asBoolean()).isTrue();
        assertThat(asked.at("/params/top_p").asDouble()).isBetween(0.9, 0.999);
        assertThat(refusal(linear)).isEqualTo("422 invalid search_space[0]");
        assertThat(refusal(one)).isEqualTo("422 invalid search_space[0]");
        assertThat(refusal(both)).isEqualTo("422 invalid search_space[0].reverse_log");
    }

    @Test
    void pausedAndStopped_giveNoTrials() {
        rig.study("halted", "");
        rig.call("PATCH", STUDIES + "/halted", "{'status':'paused'}");
        var paused = rig.post(STUDIES + "/halted/trials/suggest");
        rig.call("PATCH", STUDIES + "/halted", "{'status':'stopped'}");
        var stopped = rig.post(STUDIES + "/halted/trials/suggest");
        rig.call("PATCH", STUDIES + "/halted", "{'status':'active'}");

        assertThat(code(paused)).isEqualTo("409 study_paused");
        assertThat(code(stopped)).isEqualTo("409 study_exhausted");
        assertThat(rig.ask("halted").get("trial_id").asInt()).isZero();
    }

    @Test
    void delete_isOnceOnly_andFreesTheName() {
        var first = rig.study("gone", "");
        rig.ask("gone");

        assertThat(rig.delete(STUDIES + "/gone").statusCode()).isEqualTo(204);

        assertThat(code(rig.delete(STUDIES + "/gone"))).isEqualTo("404 study_not_found");
        assertThat(code(rig.get(STUDIES + "/gone/trials"))).isEqualTo("404 study_not_found");
        assertThat(rig.study("gone", "").get("study_id")).isNotEqualTo(first.get("study_id"));
        assertThat(rig.ask("gone").get("trial_id").asInt()).isZero();
    }

    @Test
    void best_isTheGreatest_orTheLeast_andNoneAtFirst() {
        rig.study("least", ",'direction':'minimize'");
        assertThat(code(rig.get(STUDIES + "/least/best"))).isEqualTo("404 no_completed_trials");
        for (var value : List.of("3", "'inf'", "-1.5", "2")) {
            rig.tell("least", value);
        }

        var best = json(rig.get(STUDIES + "/least/best"));

        assertThat(names(best)).containsExactlyInAnyOrder("params", "value", "trial_id");
        assertThat(best.get("value").asDouble()).isEqualTo(-1.5);
        assertThat(best.get("trial_id").asInt()).isEqualTo(2);
        assertThat(best.get("params"))
                .isEqualTo(json(rig.get(STUDIES + "/least")).get("best_params"));
    }

    @Test
    void pareto_ofOneObjective_isRefused_ofTwoIsTheFront() {
        rig.study("one", "");
        rig.study("two", ",'direction':['minimize','maximize']");
        for (var values : List.of("[1,1]", "[2,2]", "[3,1]", "[0.5,0]")) {
            rig.tell("two", values);
        }

        var front = json(rig.get(STUDIES + "/two/pareto"));

        assertThat(code(rig.get(STUDIES + "/one/pareto"))).isEqualTo("400 not_multi_objective");
        assertThat(front.findValuesAsText("trial_id")).containsExactlyInAnyOrder("0", "1", "3");
        assertThat(names(front.get(0))).containsExactlyInAnyOrder("trial_id", "values", "params");
        assertThat(front.get(0).get("values").toString()).isEqualTo("[1.0,1.0]");
        assertThat(json(rig.get(STUDIES + "/two/best")).get("value")).hasSize(2);
    }

    @Test
    void importance_needsTwoTrials_andSumsToOne() {
        ok(
                201,
                rig.post(
                        STUDIES,
                        "{'name':'weights','sampler':'random','sampler_options':{'seed':1},'search_space':["
                                + "{'type':'float','name':'big','low':0,'high':1},{'type':'float','name':'small','low':0,'high':1}]}"));
        assertThat(rig.get(STUDIES + "/weights/importance").statusCode()).isEqualTo(400);
        for (int i = 0; i < 20; i++) {
            var trial = rig.ask("weights");
            double value = 10 * trial.at("/params/big").asDouble()
                    + trial.at("/params/small").asDouble();
            ok(200, rig.post(ServerRig.trial("weights", i) + "/complete", "{'values':" + value + "}"));
        }

        var answer = json(rig.get(STUDIES + "/weights/importance?target_idx=0"));

        var shares = answer.get("importances");
        assertThat(answer.get("method").asText()).isEqualTo("fanova");
        assertThat(names(shares)).containsExactly("big", "small");
        assertThat(shares.get("big").asDouble() + shares.get("small").asDouble())
                .isEqualTo(1, within(1e-9));
        assertThat(shares.get("big").asDouble()).isGreaterThan(0.8);
        assertThat(refusal(rig.get(STUDIES + "/weights/importance?target_idx=1")))
                .isEqualTo("422 invalid target_idx");
        for (String method : List.of("ped_anova", "mdi")) {
            var other = json(rig.get(STUDIES + "/weights/importance?method=" + method));
            assertThat(other.get("method").asText()).isEqualTo(method);
            assertThat(names(other.get("importances"))).containsExactly("big", "small");
        }
        assertThat(refusal(rig.get(STUDIES + "/weights/importance?method=magic")))
                .isEqualTo("422 invalid method");
    }
}
