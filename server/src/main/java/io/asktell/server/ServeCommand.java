package io.asktell.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code asktell serve}: the server, until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the server until it gets SIGTERM or Ctrl-C; a second one stops it at once.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (HOST, default 127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port, 0 for any free one (PORT, default 6177).")
    private @Nullable Integer port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where data are kept (ASKTELL_DATA_DIR, default ~/.local/share/asktell).")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--check",
            description =
                    "Look whether the server could start with its settings, change nothing, and exit: 0 it could, 2 not.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    // picocli sets the field.
    @SuppressWarnings("NullAway.Init")
    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var environment = new HashMap<>(CommandEnvironment.read());
        CommandEnvironment.override(environment, "HOST", host);
        CommandEnvironment.override(environment, "PORT", port);
        CommandEnvironment.override(environment, "ASKTELL_DATA_DIR", dataDirectory);
        if (check) {
            return ServeCheck.print(environment, spec.commandLine().getOut())
                    ? CommandLine.ExitCode.OK
                    : CommandLine.ExitCode.USAGE;
        }
        var server = new Server(ServerConfig.fromEnvironment(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        Signals.handle();
        server.start();
        new CountDownLatch(1).await(); // until the shutdown hook has run
        return 0;
    }
}
