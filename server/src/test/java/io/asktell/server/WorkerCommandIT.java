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
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void worker_withoutTheProvidersKey_failsTheTrialAndSaysWhichVariable_inOneLine() throws Exception {
        String job = tune("closed", "NO_SUCH_VARIABLE_OF_THE_TESTS");
        String out;

        try (var worker = worker("--max-trials", "1")) {
            out = worker.rest();
            assertThat(worker.exitCode()).as(out).isZero();
        }

        var study = client.paramTunes().get(job).studies().get("closed");
        client.paramTunes().cancel(job);
        assertThat(client.study(study).trial(0).failReason()).contains("NO_SUCH_VARIABLE_OF_THE_TESTS");
        assertThat(out.lines().filter(line -> line.contains("NO_SUCH_VARIABLE_OF_THE_TESTS")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("trial 0 of " + study + " fails: "));
        assertThat(out).doesNotContain("\tat ");
    }

    @Test
    void worker_toldToStop_leavesNoTrialRunning() throws Exception {
        String job = tune("stopped", null);
        String out;

        try (var worker = worker("--slots", "2")) {
            out = worker.awaitLine("working for");
            int code = worker.terminate();
            out += worker.rest();
            assertThat(code).as(out).isEqualTo(128 + 15);
        }

        var study = client.paramTunes().get(job).studies().get("stopped");
        client.paramTunes().cancel(job);
        assertThat(client.study(study).get().trialCounts().getOrDefault("RUNNING", 0))
                .isZero();
        assertThat(out).doesNotContain("\tat ");
    }

    @Test
    void worker_withAKeyThatDoesNotHold_endsAndSaysWhy() throws Exception {
        try (var worker = ChildJvm.run(Main.class.getName(), "worker", "--server", rig.address(), "--key", "wrong")) {
            String out = worker.rest();

            assertThat(worker.exitCode()).as(out).isEqualTo(1);
            assertThat(out).contains("401 credential_invalid", "ASKTELL_KEY").doesNotContain("\tat ");
        }
    }

    private static ChildJvm worker(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("worker", "--server", rig.address()));
        words.addAll(List.of(options));
        return ChildJvm.run(Map.of("ASKTELL_KEY", rig.workerKey()), Main.class.getName(), words.toArray(String[]::new));
    }

    private static String tune(String name, String keyVariable) {
        client.models()
                .putProvider(
                        name,
                        new ProviderRequest("openai", null, model.baseUri().toString(), null, keyVariable, 4, null));
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
                        null,
                        null,
                        null,
                        null,
                        null,
                        null))
                .jobId();
    }
}
