package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.server.http.ScriptedTarget.Reply;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was asked once is not asked again: within a tune, and, if wanted, of an earlier one. */
final class EqualRequestsIT {
    private static final String TOOLS = "'tools':[{'type':'function','function':{'name':'search','parameters':"
            + "{'type':'object','properties':{}}}}]";
    /** Of 0 to 4, all from 1 on become 1. */
    private static final String CLAMPED = "'search_space':{'temperature':[0,1,2,3,4]}";

    private static ServerRig server;
    private static TuneRig rig;

    private ScriptedTarget target;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void model() {
        target = new ScriptedTarget((n, body) -> Reply.TEXT);
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.PROVIDERS + "/scripted",
                        "{'protocol':'openai','base_url':'" + target.baseUri() + "','max_concurrency':1}"));
        ok(
                200,
                server.call(
                        "PUT",
                        TuneRig.MODELS + "/scripted",
                        "{'provider':'scripted','wire_name':'lexical-1','generation_schema':"
                                + "{'temperature':{'type':'float','min':0,'max':1,'default':1}}}"));
    }

    @AfterEach
    void close() {
        target.close();
    }

    private static String suite(String... prompts) {
        var cases = new StringBuilder();
        for (var prompt : prompts) {
            cases.append(cases.isEmpty() ? "" : ",")
                    .append("{'id':'of-" + prompts.length + "-" + prompt + "','prompt':'" + prompt
                            + "','expected_calls':[]}");
        }
        return rig.suite("{'name':'s'," + TOOLS + ",'cases':[" + cases + "]}");
    }

    private static JsonNode tune(String suite, String more) {
        var tune = rig.awaitEnd(rig.start("{'suite_id':'" + suite + "','models':['scripted']," + more + "}"));
        assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
        return tune;
    }

    @Test
    void combosThatBecomeTheSameRequest_areEvaluatedOnce() {
        for (var mode : new String[] {"random", "bayesian"}) {
            int before = target.calls().size();

            var tune = tune(
                    suite("a" + mode, "b", "c"),
                    "'optimization_mode':'" + mode
                            + "','n_trials':12,'seed':1,'repeats':2,'racing':false,'confirm_repeats':0," + CLAMPED);

            assertThat(tune.get("completed_combos").asInt()).isEqualTo(12);
            Set<String> asked = new HashSet<>();
            int copies = 0;
            var combos = rig.combos(tune.get("job_id").asText());
            for (var combo : combos) {
                assertThat(combo.get("evaluated").asInt()).isEqualTo(6);
                assertThat(combo.get("value").asDouble()).isEqualTo(1);
                if (combo.get("same_as").isNull()) {
                    assertThat(combo.get("reused").asInt()).isZero();
                    asked.add(combo.get("combo_id").asText());
                } else {
                    copies++;
                    assertThat(combo.get("reused").asInt()).isEqualTo(6);
                }
            }
            assertThat(asked).hasSize(2);
            combos.findValuesAsText("same_as").stream()
                    .filter(id -> !id.equals("null"))
                    .forEach(id -> assertThat(asked).contains(id));
            assertThat(copies).isEqualTo(10);
            assertThat(target.calls().size() - before).isEqualTo(2 * 6);
            assertThat(tune.get("completed_evaluations").asInt()).isEqualTo(2 * 6);
        }
    }

    @Test
    void reuseResults_takesOverWhatEarlierTunesAsked_ofTheSameCasesUnderAnyName() {
        var grid = "'optimization_mode':'grid','search_space':{'temperature':[0,1]}";
        var first = tune(suite("one", "two"), grid);
        assertThat(target.calls()).hasSize(4);

        tune(suite("one", "two"), grid);
        assertThat(target.calls()).hasSize(8);
        var more = suite("one", "two", "three");
        var third = tune(more, "'reuse_results':true," + grid);
        assertThat(third.get("reuse_results").asBoolean()).isTrue();

        assertThat(target.calls()).hasSize(10);
        assertThat(third.get("completed_evaluations").asInt()).isEqualTo(2);
        for (var combo : rig.combos(third.get("job_id").asText())) {
            assertThat(combo.get("reused").asInt()).isEqualTo(2);
            assertThat(combo.get("evaluated").asInt()).isEqualTo(3);
            assertThat(combo.get("same_as").isNull()).isTrue();
        }
        var repeated = tune(more, "'reuse_results':true,'repeats':2," + grid);
        assertThat(target.calls()).hasSize(16);
        assertThat(repeated.get("completed_evaluations").asInt()).isEqualTo(6);
        assertThat(first.at("/best/reused").asInt()).isZero();
    }
}
