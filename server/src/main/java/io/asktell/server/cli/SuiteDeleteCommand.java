package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code asktell suite delete}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "delete", description = "Delete a suite.")
final class SuiteDeleteCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "The suite's id, as 'suite list' shows it.")
    private String id;

    @Override
    void run(AsktellClient client) {
        client.suites().delete(id);
    }
}
