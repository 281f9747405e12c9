package io.asktell.server;

import static io.asktell.server.CommandLineRig.execute;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.api.ModelRequest;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ProviderRequest;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.client.Space;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.tooleval.SampleSuite;
import io.asktell.tooleval.SuiteCodec;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A worker of its own, and a server whose embedded ones are switched off. */
final class WorkerCommandIT {
    private static CommandLineRig rig;
    private static ReferenceModelServer model;
    private static AsktellClient client;

    @BeforeAll
    static void start() {
        rig = new CommandLineRig();
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults());
        client = new AsktellClient(ClientOptions.of(rig.address()).withApiKey(CommandLineRig.ADMIN));
    }

    @AfterAll
    static void stop() {
        model.close();
        rig.close();
    }

    @Test
    void worker_evaluatesATune() {
        String job = tune("open", null);

        var ran = execute(
                "worker",
                "--server",
                rig.address(),
                "--key",
                rig.workerKey(),
                "--slots",
                "2",
                "--name",
                "box",
                "--max-trials",
                "5");

        var tune = client.paramTunes().get(job);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(tune.completedCombos()).isEqualTo(5);
        assertThat(tune.best()).isNotNull();
        assertThat(client.study(tune.studies().get("open")).trial(0).worker()).isEqualTo("box");
    }

    @Test
    void worker_withoutTheProvidersKey_failsTheTrialAndSaysWhichVariable() {
        String job = tune("closed", "NO_SUCH_VARIABLE_OF_THE_TESTS");

        var ran = execute("worker", "--server", rig.address(), "--key", rig.workerKey(), "--max-trials", "1");

        var study = client.paramTunes().get(job).studies().get("closed");
        client.paramTunes().cancel(job);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(client.study(study).trial(0).failReason()).contains("NO_SUCH_VARIABLE_OF_THE_TESTS");
    }

    @Test
    void worker_withAKeyThatDoesNotHold_endsWithOneClearLine() {
        var ran = execute("worker", "--server", rig.address(), "--key", "wrong");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("401 credential_invalid").doesNotContain("\tat ");
    }

    private static String tune(String name, String keyVariable) {
        client.models()
                .putProvider(
                        name, new ProviderRequest("openai", model.baseUri().toString(), null, keyVariable, 4, null));
        client.models().put(name, new ModelRequest(name, "lexical-1", null, null, null));
        var suite = SampleSuite.load();
        var small = suite.withCases(suite.cases().subList(0, 5));
        String id =
                client.suites().create(SuiteCodec.write(small)).path("suite_id").asText();
        return client.paramTunes()
                .start(new ParamTuneRequest(
                        id,
                        List.of(name),
                        Space.of().uniform("temperature", 0, 1).toJson(),
                        "random",
                        5,
                        null,
                        null,
                        null,
                        null,
                        2,
                        1L,
                        null))
                .jobId();
    }
}
