package io.asktell.server;

import io.asktell.reference.ReferenceModelCommand;
import io.asktell.server.store.DatabaseStartException;
import io.javalin.util.JavalinBindException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
    private static final List<Class<?>> COMMANDS =
            List.of(DemoCommand.class, ServeCommand.class, ReferenceModelCommand.class);

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
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
        return line;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
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
        e.printStackTrace(command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }

    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"asktell " + Version.CURRENT + " (Java " + Runtime.version() + ")"};
        }
    }
}
