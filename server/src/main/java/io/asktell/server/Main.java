package io.asktell.server;

import io.asktell.client.ApiException;
import io.asktell.client.UnauthorizedException;
import io.asktell.client.UnreachableException;
import io.asktell.reference.ReferenceModelCommand;
import io.asktell.server.cli.CommandFailedException;
import io.asktell.server.cli.Defaults;
import io.asktell.server.cli.KeyCommand;
import io.asktell.server.cli.StudyCommand;
import io.asktell.server.cli.SuiteCommand;
import io.asktell.server.cli.WorkerCommand;
import io.asktell.server.store.DatabaseStartException;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit codes: 0 it worked, 1 it failed, 2 the command or the settings are wrong. */
@Command(
        name = "asktell",
        description = "Ask/tell optimization server.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "In a source tree, 'asktell test' builds and tests everything.",
            "Settings come from the environment and from a .env file; see docs/operations.md."
        })
public final class Main implements Callable<Integer> {
    /** Every command there is. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            ServeCommand.class,
            WorkerCommand.class,
            ReferenceModelCommand.class,
            KeyCommand.class,
            SuiteCommand.class,
            StudyCommand.class);

    /** Commands that run until they are stopped, and say by their log what they do. */
    private static final Set<String> SERVICES = Set.of("serve", "worker", "reference-model");

    @Spec
    private CommandSpec spec;

    // picocli sets the field.
    @SuppressWarnings("NullAway.Init")
    Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        COMMANDS.forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setDefaultValueProvider(new Defaults(CommandEnvironment::remoteSettings));
        line.setExecutionStrategy(parsed -> {
            boolean service = parsed.hasSubcommand()
                    && SERVICES.contains(parsed.subcommand().commandSpec().name());
            CommandEnvironment.logFrom(service ? "info" : "warn");
            return new RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((e, words) -> misused(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        return line;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    /** Says what is wrong; how it is right only where that is short. */
    private static int misused(ParameterException e) {
        var command = e.getCommandLine();
        var err = command.getErr();
        err.println(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        if (command.getSubcommands().isEmpty()) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        } else {
            command.usage(err);
        }
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** What a person can act on is told as it is; the rest is ours to mend, and keeps its trace. */
    private static int failed(Exception e, CommandLine command) {
        if (e instanceof ConfigException) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof DatabaseStartException
                || e instanceof CommandFailedException
                || e instanceof JavalinBindException) { // the port is taken or not allowed
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (e instanceof ApiException refused) {
            command.getErr().println(explained(refused));
            return CommandLine.ExitCode.SOFTWARE;
        }
        e.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What the server says, and where to turn next. */
    private static String explained(ApiException e) {
        if (e instanceof UnreachableException) {
            return e.getMessage() + "; is the server running? --server or ASKTELL_SERVER says where it is";
        }
        if (e instanceof UnauthorizedException) {
            return e.getMessage() + " (give it with --key or ASKTELL_KEY)";
        }
        return String.valueOf(e.getMessage());
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"asktell " + Version.CURRENT + " (Java " + Runtime.version() + ")"};
        }
    }
}
