package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.TUNES;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tune may not be, and how many of them there may be. */
final class TuneRefusalsIT {
    private static final String ONE = "'optimization_mode':'grid','search_space':{'temperature':[0]}";

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("MAX_ACTIVE_TUNES", "2", "TUNES_PER_HOUR", "4", "MAX_RUNNING_JOBS", "1");
        rig = new TuneRig(server).model("m", URI.create("http://127.0.0.1:9/v1"));
        suite = rig.suite(TuneRig.SMALL_SUITE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String body(String more) {
        return "{'suite_id':'" + suite + "','models':['m']," + more + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'search_space':{},'optimization_mode':'grid'                           | search_space",
                "'optimization_mode':'grid'                                             | search_space",
                "'search_space':{'temperature':{'min':0,'max':1}},'optimization_mode':'grid' | search_space",
                "'search_space':{'temperature':{'min':1,'max':0}}                       | search_space.temperature.low",
                "'search_space':{'temperature':{'min':0,'max':1,'hue':1}}               | search_space.temperature.hue",
                "'search_space':{'temperature':[]}                                      | search_space.temperature.choices",
                "'search_space':{'model':['a','b']}                                     | search_space.model",
                "'search_space':{'t':[1]},'optimization_mode':'gradient'                | optimization_mode",
                "'search_space':{'t':[1]},'n_trials':4                                  | n_trials",
                "'search_space':{'t':[1]},'n_trials':201                                | n_trials",
                "'search_space':{'t':[1]},'optimization_mode':'random','n_trials':501   | n_trials",
                "'search_space':{'t':[1]},'timeout_seconds':3601                        | timeout_seconds",
                "'search_space':{'t':[1]},'max_calls':0                                 | max_calls",
                "'search_space':{'t':[1]},'max_tokens_total':0                          | max_tokens_total",
                "'search_space':{'t':[1]},'max_cost':0                                  | max_cost,max_cost",
                "'search_space':{'t':[1]},'max_cost':2.5                                | max_cost",
                "'search_space':{'t':[1]},'confirm_repeats':21                          | confirm_repeats",
                "'search_space':{'t':[1]},'confirm_repeats':1,'objective':'latency_ms'  | confirm_repeats",
                "'search_space':{'t':[1]},'timeout_seconds':-1                          | timeout_seconds",
                "'search_space':{'t':[1]},'objective':'beauty'                          | objective",
                "'search_space':{'t':[1]},'objective':['score','score']                 | objective",
                "'search_space':{'t':[1]},'objective':[]                                | objective",
                "'search_space':{'t':[1]},'objective':'cost'                            | objective",
                "'search_space':{'t':[1]},'objective':5                                 | objective",
                "'search_space':{'t':[1]},'repeats':0                                   | repeats",
                "'search_space':{'t':[1]},'max_concurrent_trials':0                     | max_concurrent_trials",
                "'search_space':{'t':[1]},'judge':{'model':'nobody'}                  | judge.model",
                "'search_space':{'t':[1]},'seed':'lucky'                                | seed",
                "'search_space':{'t':[1]},'colour':'red'                                | colour",
                "'search_space':{'a':{'min':0,'max':1,'step':0.001},'b':{'min':0,'max':1,'step':0.001}},'optimization_mode':'grid' | search_space",
            })
    void tune_ofNonsense_isNamed_andNotQueued(String more, String fields) {
        var before = header(server.get(TUNES), "X-Total-Count");

        assertThat(refusal(server.post(TUNES, body(more)))).isEqualTo("422 invalid " + fields);

        assertThat(header(server.get(TUNES), "X-Total-Count")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'models':['m'],'search_space':{'t':[1]}}                         | 422 invalid suite_id",
                "{'suite_id':'none','models':['m'],'search_space':{'t':[1]}}       | 422 invalid suite_id",
                "{'suite_id':'SUITE','search_space':{'t':[1]}}                     | 422 invalid models",
                "{'suite_id':'SUITE','models':[],'search_space':{'t':[1]}}         | 422 invalid models",
                "{'suite_id':'SUITE','models':['m','x'],'search_space':{'t':[1]}}  | 422 invalid models[1]",
                "{'suite_id':'SUITE','models':['m','m'],'search_space':{'t':[1]}}  | 422 invalid models[1]",
                "{'suite_id':'SUITE','models':[null],'search_space':{'t':[1]}}     | 422 invalid models[0]",
                "{'suite_id':                                                      | 400 malformed_json",
            })
    void tune_ofWhatIsNotThere_isNamed(String json, String refusal) {
        assertThat(refusal(server.post(TUNES, json.replace("SUITE", suite)))).isEqualTo(refusal);
    }

    @Test
    void limits_ofOneKey_areHeldTo_andTheServersTunesQueue() {
        var first = rig.start(body(ONE));
        var second = rig.start(body(ONE));
        var running = rig.await(first, tune -> tune.get("status").asText().equals("running"));
        assertThat(running.get("started_at").isNull()).isFalse();
        assertThat(rig.find(second).get("status").asText()).isEqualTo("queued");

        var third = server.post(TUNES, body(ONE));
        assertThat(refusal(third)).isEqualTo("429 too_many_tunes");
        assertThat(Integer.parseInt(header(third, "Retry-After"))).isPositive();
        assertThat(ok(202, other(body(ONE))).get("status").asText()).isEqualTo("queued");

        ok(200, server.post(TUNES + "/" + first + "/cancel"));
        rig.await(second, tune -> tune.get("status").asText().equals("running"));
        ok(200, server.post(TUNES + "/" + second + "/cancel"));
        for (int i = 0; i < 2; i++) {
            ok(200, server.post(TUNES + "/" + rig.start(body(ONE)) + "/cancel"));
        }
        var fifth = server.post(TUNES, body(ONE));
        assertThat(refusal(fifth)).isEqualTo("429 too_many_tunes");
        assertThat(Integer.parseInt(header(fifth, "Retry-After"))).isBetween(1, 3601);
        assertThat(json(fifth).get("detail").asText()).contains("hour");
    }

    private static java.net.http.HttpResponse<String> other(String json) {
        return server.send(HttpRig.posting(server.as(server.key("tool-eval:write"), TUNES), json.replace('\'', '"')));
    }
}
