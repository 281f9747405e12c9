package io.asktell.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.Json;
import io.asktell.client.AsktellClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that speaks to a server and prints what it said. */
// picocli sets the fields, and reads help.
@SuppressWarnings({"NullAway.Init", "UnusedVariable"})
@Command
abstract class RemoteCommand implements Callable<Integer> {
    @Spec
    protected CommandSpec spec;

    @Mixin
    protected RemoteOptions remote;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    /** Does the work, and prints to {@link #out}. What it throws ends the command with exit code 1. */
    abstract void run(AsktellClient client) throws Exception;

    @Override
    public final Integer call() throws Exception {
        run(remote.client());
        out().flush();
        return 0;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    void printJson(Object value) {
        try {
            out().println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new AssertionError("what came as JSON goes as JSON", e);
        }
    }
}
