package io.asktell.server;

import io.asktell.server.cli.Terminal;
import io.asktell.server.demo.Demo;
import io.asktell.server.demo.DemoSuite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code asktell demo}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(
        name = "demo",
        description =
                "Tune a small tool-calling model on a suite, and show what came of it. Needs no network and ends by itself.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        footer = {
            "",
            "Examples:",
            "  asktell demo",
            "  asktell demo --questions BFCL_v4_simple_python.json --answers BFCL_v4_simple_python_answers.json \\",
            "               --questions BFCL_v4_multiple.json --answers BFCL_v4_multiple_answers.json"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int LEAST_TRIALS = 5;
    private static final int MOST_TRIALS = 200;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--suite",
            paramLabel = "FILE",
            description = "A suite as JSON, instead of the one that comes with Asktell.")
    private @Nullable Path suite;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private @Nullable List<BfclFiles> bfcl;

    static final class BfclFiles {
        @Option(
                names = "--questions",
                paramLabel = "FILE",
                required = true,
                description = "BFCL's questions (JSONL) instead; several with their answers make one suite.")
        private Path questions;

        @Option(names = "--answers", paramLabel = "FILE", description = "BFCL's answers to them; irrelevance has none.")
        private @Nullable Path answers;
    }

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "30",
            description = "Trials of the tune, 5 to 200 (${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Makes the demo repeat (default: a random one, which is printed).")
    private @Nullable Long seed;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Calls of the model at once (default: one per processor, at least 2).")
    private @Nullable Integer concurrency;

    @Option(names = "--keep", description = "Leave the server up with its data until Ctrl-C, to look around.")
    private boolean keep;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Port of the server (default: a free one).")
    private int port;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the data are kept (default: a temporary directory, deleted at the end unless --keep).")
    private @Nullable Path dataDirectory;

    @Override
    public Integer call() throws InterruptedException {
        check();
        var out = spec.commandLine().getOut();
        var input = input();
        int calls = concurrency == null ? Math.max(2, Runtime.getRuntime().availableProcessors()) : concurrency;
        long start = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
        var stack = new DemoStack(CommandEnvironment.read(), dataDirectory, keep, port);
        var hook = new Thread(
                () -> {
                    out.println(); // below the bar
                    print(out, "Stopping ...");
                    stack.close();
                },
                "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try (stack) {
            print(out, "Starting a server with its own PostgreSQL ...");
            stack.start();
            print(out, "server  " + stack.address() + "  (the API: " + stack.address() + "/docs)");
            print(out, "model   lexical-1, the reference model, at " + stack.model());
            var demo = new Demo(stack.client(), stack.model(), input, trials, calls, start, Terminal.columnsOfOut());
            String study = demo.run(out);
            if (keep) {
                stay(out, stack, study);
            }
        } catch (RuntimeException e) {
            if (stopping(hook)) {
                hook.join(); // what failed did so because it was being closed
            }
            throw e;
        }
        if (!stopping(hook)) {
            bye(out);
        }
        return 0;
    }

    private void check() {
        if (trials < LEAST_TRIALS || trials > MOST_TRIALS) {
            throw new ParameterException(
                    spec.commandLine(), "--trials must be from " + LEAST_TRIALS + " to " + MOST_TRIALS + ".");
        }
        if (concurrency != null && concurrency < 1) {
            throw new ParameterException(spec.commandLine(), "--concurrency must be at least 1.");
        }
        if (suite != null && bfcl != null) {
            throw new ParameterException(spec.commandLine(), "Give --suite or --questions, not both.");
        }
    }

    private DemoSuite input() {
        if (suite != null) {
            return DemoSuite.of(suite);
        }
        return bfcl == null
                ? DemoSuite.sample()
                : DemoSuite.of(bfcl.stream()
                        .map(files -> new DemoSuite.Files(files.questions, files.answers))
                        .toList());
    }

    private static void stay(PrintWriter out, DemoStack stack, String study) throws InterruptedException {
        out.println();
        out.println("The server stays up until Ctrl-C. Look at " + stack.address() + "/ or, in another terminal:");
        out.println("  export ASKTELL_SERVER=" + stack.address() + " ASKTELL_KEY=" + stack.adminKey());
        out.println("  ./asktell study status " + study);
        out.println("  ./asktell study best " + study + " --format env");
        print(out, "Its data stay in " + stack.dataDirectory() + ".");
        new CountDownLatch(1).await(); // until the shutdown hook has run
    }

    private void bye(PrintWriter out) {
        out.println(
                dataDirectory == null
                        ? "Nothing is left running, and the data are gone. To look around in a browser afterwards: asktell demo --keep"
                        : "Nothing is left running. The data stay: asktell serve --data-dir " + dataDirectory);
        print(out, "To tune a model of your own: README.md");
    }

    private static void print(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    /** Whether the process was told to stop; removes the hook if not. */
    private static boolean stopping(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
