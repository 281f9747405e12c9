package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tune that is canceled while a model thinks. */
@Timeout(300)
final class CancelIT {
    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1", "MAX_ACTIVE_TUNES", "1000", "TUNES_PER_HOUR", "1000");
        rig = new TuneRig(server);
        suite = rig.numberedSuite(12);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** With one call at a time the last two cases are of a batch that was not reported yet. */
    @ParameterizedTest
    @CsvSource({"4, 4", "1, 6"})
    void cancel_inMidTrial_abortsTheCallsUnderWay_andKeepsTheCasesJudged(int concurrency, int answered)
            throws Exception {
        try (var target = new HoldingTarget(answered, concurrency)) {
            String model = "holding-" + concurrency;
            ok(
                    200,
                    server.call(
                            "PUT",
                            TuneRig.PROVIDERS + "/of-" + model,
                            "{'protocol':'openai','base_url':'" + target.baseUri() + "','max_concurrency':"
                                    + concurrency + "}"));
            ok(
                    200,
                    server.call(
                            "PUT",
                            TuneRig.MODELS + "/" + model,
                            "{'provider':'of-" + model + "','wire_name':'lexical-1'}"));
            var job = rig.start(
                    "{'suite_id':'" + suite + "','models':['" + model
                            + "'],'optimization_mode':'random','racing':true,'search_space':{'temperature':{'min':0,'max':1}}}");
            assertThat(target.held().await(120, TimeUnit.SECONDS)).isTrue();
            assertThat(target.abandoned().getCount()).isEqualTo(concurrency);

            var canceled = ok(200, server.post(TuneRig.TUNES + "/" + job + "/cancel"));

            assertThat(canceled.get("status").asText()).isEqualTo("canceled");
            assertThat(target.abandoned().await(120, TimeUnit.SECONDS)).isTrue();
            rig.await(job, tune -> kept(job) == answered);
            var combo = rig.combos(job).get(0);
            var detail = ok(
                    200,
                    server.get(TuneRig.TUNES + "/" + job + "/combos/"
                            + combo.get("combo_id").asText()));
            assertThat(detail.get("cases"))
                    .hasSize(answered)
                    .allMatch(c -> c.get("outcome").asText().equals("correct"));
            assertThat(rig.combos(job)).hasSize(1);
            assertThat(rig.find(job).get("status").asText()).isEqualTo("canceled");
            assertThat(target.calls()).isEqualTo(answered + concurrency);
        }
    }

    private static int kept(String job) {
        return Integer.parseInt(server.query(
                "SELECT count(*) FROM case_result r JOIN study s ON s.id = r.study_id WHERE s.name = 'tune-" + job
                        + "-0'"));
    }
}
