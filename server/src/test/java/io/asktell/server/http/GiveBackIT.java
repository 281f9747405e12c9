package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stops gives the trials of its own workers back, and another goes on with them. */
@Timeout(180)
final class GiveBackIT {
    @Test
    void stopInTheMidstOfATrial_putsItBackIntoTheQueue() throws Exception {
        try (var server = ServerRig.start();
                var target = new HoldingTarget(1, 1);
                var stopped = server.process("ASKTELL_EMBEDDED_WORKERS", "1")) {
            var tunes = new TuneRig(server).model("held", target.baseUri());
            var suite = tunes.suite(TuneRig.SMALL_SUITE);
            tunes.start(
                    "{'suite_id':'" + suite
                            + "','models':['held'],'search_space':{'temperature':[0.1]},'optimization_mode':'grid','repeats':1}");
            target.held().await();
            assertThat(server.query("SELECT state || ' ' || attempt FROM trial"))
                    .isEqualTo("RUNNING 1");

            assertThat(stopped.terminate()).isEqualTo(143);

            assertThat(server.query("SELECT state || ' ' || attempt || ' ' || (lease_token IS NULL) FROM trial"))
                    .isEqualTo("WAITING 2 true");
        }
    }
}
