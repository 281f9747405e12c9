package io.asktell.server;

import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.tooleval.SuiteAssignments;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asktell worker}: evaluates trials of tunes for a server elsewhere. */
@Command(
        name = "worker",
        description = "Evaluate trials of a server's tunes until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class WorkerCommand implements Callable<Integer> {
    @Mixin
    private RemoteServer remote = new RemoteServer();

    @Option(names = "--slots", paramLabel = "N", description = "Trials evaluated at once (default: ${DEFAULT-VALUE}).")
    private int slots = 1;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Shown on trials (default: worker- and the process id).")
    private @Nullable String name;

    @Override
    public Integer call() throws InterruptedException {
        AsktellClient client = remote.client();
        var options = WorkerOptions.defaults().withSlots(slots);
        if (name != null) {
            options = options.withName(name);
        }
        var handler = new SuiteAssignments(
                client, model -> Optional.ofNullable(model.apiKeyEnv()).map(System::getenv));
        var worker = Worker.forAssignments(client, Map.of("tool_eval", handler), options);
        Runtime.getRuntime().addShutdownHook(new Thread(worker::shutdownNow, "shutdown"));
        worker.start();
        System.err.println("Working for " + remote.address() + "; Ctrl-C ends it.");
        while (!worker.awaitTermination(Duration.ofHours(1))) {
            continue;
        }
        return worker.failure().isPresent() ? 1 : 0;
    }

    /** Which server, and with which key. */
    static final class RemoteServer {
        @Option(
                names = "--server",
                paramLabel = "URL",
                description = "The server (ASKTELL_SERVER, default http://127.0.0.1:6177).")
        private @Nullable String server;

        @Option(names = "--key", paramLabel = "KEY", description = "An API key (ASKTELL_KEY).")
        private @Nullable String key;

        String address() {
            return server != null
                    ? server
                    : CommandEnvironment.read().getOrDefault("ASKTELL_SERVER", "http://127.0.0.1:6177");
        }

        AsktellClient client() {
            try {
                String shown = key != null ? key : CommandEnvironment.read().get("ASKTELL_KEY");
                return new AsktellClient(ClientOptions.of(address()).withApiKey(shown));
            } catch (IllegalArgumentException e) {
                throw new CommandFailedException("--server is " + e.getMessage());
            }
        }
    }
}
