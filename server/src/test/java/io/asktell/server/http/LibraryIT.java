package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.examples.ObjectiveWorker;
import io.asktell.examples.OwnModelWorker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of docs/library.md, at work. */
final class LibraryIT {
    private static final Path EXAMPLES = Path.of("src/test/java/io/asktell/examples");
    private static ServerRig server;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String address() {
        return server.uri("").toString();
    }

    @Test
    void objectiveWorker_endsWithTheStudy() throws InterruptedException {
        ok(
                201,
                server.post(
                        STUDIES,
                        "{'name':'training','direction':'minimize','sampler':'random','sampler_options':{'seed':3},'max_trials':20,'pruner':'median',"
                                + "'search_space':{'learning_rate':{'type':'loguniform','min':0.0001,'max':1}}}"));

        ObjectiveWorker.main(new String[] {address(), server.key("tuner:write"), "training"});

        var study = ok(200, server.get(STUDIES + "/training"));
        assertThat(study.at("/trial_counts/COMPLETE").asInt()
                        + study.at("/trial_counts/PRUNED").asInt())
                .isEqualTo(20);
        assertThat(study.at("/best_params/learning_rate").asDouble()).isBetween(0.002, 0.05);
    }

    @Test
    void ownModelWorker_evaluatesATune() {
        var rig = new TuneRig(server).model("mine", URI.create("http://127.0.0.1:9/v1"));
        var suite = rig.suite(TuneRig.SMALL_SUITE);
        try (var worker = OwnModelWorker.start(address(), server.key("worker"))) {
            var job = rig.start("{'suite_id':'" + suite + "','models':['mine'],'optimization_mode':'grid',"
                    + "'search_space':{'temperature':[0,1]}}");
            var tune = rig.awaitEnd(job);

            assertThat(tune.get("status").asText()).as(tune.toString()).isEqualTo("completed");
            assertThat(tune.at("/best/params/temperature").asDouble()).isZero();
            assertThat(tune.at("/best/score").asDouble()).isEqualTo(1);
            assertThat(worker.failure()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ObjectiveWorker", "OwnModelWorker"})
    void listing_isTheSource_andShort(String example) throws IOException {
        String source = Files.readString(EXAMPLES.resolve(example + ".java"));
        String listing = source.substring(source.indexOf("import "));

        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + listing + "```");
        assertThat(listing.lines().filter(line -> !line.isBlank() && !line.startsWith("import ")))
                .hasSizeLessThan(32);
    }
}
