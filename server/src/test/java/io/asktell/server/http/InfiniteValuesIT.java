package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.TuneRig.TUNES;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker may tell infinities; whatever is made of a tune's results must bear them. */
final class InfiniteValuesIT {
    private static ServerRig server;
    private static ReferenceModelServer model;
    private static String tune;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        var rig = new TuneRig(server).model("outside", model.baseUri());
        var worker = server.key("worker");
        tune = rig.start("{'suite_id':'" + rig.suite(TuneRig.SMALL_SUITE) + "','models':['outside'],"
                + "'max_concurrent_trials':9,'optimization_mode':'grid','search_space':{'temperature':[0,0.5,1,1.5]}}");
        for (var value : List.of("'inf'", "0.5", "'-inf'", "1")) {
            var result =
                    "'case_results':[{'case_id':'call','outcome':'correct','score':1},{'case_id':'none','outcome':'correct','score':1}]";
            ok(200, rig.trial(worker, rig.claim(worker), "complete", "{'values':" + value + "," + result + "}"));
        }
        rig.awaitEnd(tune);
    }

    @AfterAll
    static void stop() {
        server.close();
        model.close();
    }

    @Test
    void combos_areOrdered_withInfinitiesAtTheEnds() {
        var combos = ok(200, server.get(TUNES + "/" + tune + "/combos?order=-value"));

        assertThat(StreamSupport.stream(combos.spliterator(), false)
                        .map(combo -> combo.get("value").asText()))
                .containsExactly("inf", "1.0", "0.5", "-inf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/combos",
                "/combos?order=value",
                "/combos?order=temperature",
                "/export",
                "/export?format=csv",
                "/export?format=html",
                "/importance"
            })
    void whatIsMadeOfResults_bearsThem(String path) {
        var answer = server.get(TUNES + "/" + tune + path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
