package io.asktell.server;

import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.cli.CommandFailedException;
import io.asktell.server.demo.Demo;
import io.asktell.server.demo.DemoSuites;
import io.asktell.tooleval.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asktell demo}: a real tune from beginning to end, with nothing to set up. */
@Command(
        name = "demo",
        description = "Tune the built-in reference model on a suite of tool calls, and show what came of it.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--suite", paramLabel = "FILE", description = "A suite as JSON, in place of the sample suite.")
    private @Nullable Path suite;

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = "Cases of the Berkeley leaderboard (JSONL); may be given again.")
    private List<Path> questions = List.of();

    @Option(names = "--answers", paramLabel = "FILE", description = "The answers to the questions at the same place.")
    private List<Path> answers = List.of();

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "Combinations to try, 5 to 200 (default: ${DEFAULT-VALUE}).")
    private int trials = 30;

    @Option(names = "--seed", paramLabel = "N", description = "Of the search (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the server (default: any free one).")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where data are kept (default: a temporary directory).")
    private @Nullable Path dataDirectory;

    @Option(names = "--keep", description = "Leave the server running at the end, until Ctrl-C.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        Suite cases = read();
        Path directory = dataDirectory == null ? Files.createTempDirectory("asktell-demo-") : dataDirectory;
        var environment = new HashMap<>(CommandEnvironment.read());
        String key = "demo-" + UUID.randomUUID();
        environment.putIfAbsent("ASKTELL_LOG_LEVEL", "warn");
        CommandEnvironment.override(environment, "ASKTELL_DATA_DIR", directory);
        CommandEnvironment.override(environment, "PORT", port);
        CommandEnvironment.override(environment, "HOST", "127.0.0.1");
        CommandEnvironment.override(environment, "AUTH_ENABLED", "true");
        CommandEnvironment.override(environment, "ASKTELL_ADMIN_KEY", key);
        environment.remove("DATABASE_URL");
        environment.remove("AUTH_DATABASE_URL");
        System.setProperty("ASKTELL_LOG_LEVEL", environment.get("ASKTELL_LOG_LEVEL"));
        out.println("Starting the server with its own PostgreSQL ...");
        out.flush();
        var server = new Server(ServerConfig.fromEnvironment(environment));
        var cleanUp = new Thread(() -> cleanUp(server, directory), "shutdown");
        Runtime.getRuntime().addShutdownHook(cleanUp);
        try (var model =
                ReferenceModelServer.start(ReferenceModelOptions.defaults().withPort(0))) {
            server.start();
            String address = "http://127.0.0.1:" + server.port();
            var client = new AsktellClient(ClientOptions.of(address).withApiKey(key));
            boolean fine = new Demo(client, model.baseUri(), cases, out).run(trials, seed, onTerminal());
            if (keep) {
                out.printf("%nThe server goes on at %s with key %s; Ctrl-C ends it.%n", address, key);
                out.flush();
                new CountDownLatch(1).await(); // until the shutdown hook has run
            }
            out.printf("%nRun it again with --keep to look at the studies at its address, or with your own --suite.%n");
            out.flush();
            return fine ? 0 : 1;
        }
    }

    /** The launcher knows; Java's own answer differs from version to version. */
    private static boolean onTerminal() {
        return Boolean.parseBoolean(System.getenv("ASKTELL_TERMINAL"));
    }

    private Suite read() {
        try {
            return DemoSuites.read(suite, questions, answers);
        } catch (IOException e) {
            throw new CommandFailedException("The file cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    private void cleanUp(Server server, Path directory) {
        server.close();
        if (dataDirectory != null) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("asktell: " + directory + " could not be removed: " + e.getMessage());
        }
    }
}
