package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code asktell key revoke}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "revoke", description = "Revoke a key and every token made from it.")
final class KeyRevokeCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "The key's id, as 'key list' shows it.")
    private String id;

    @Override
    void run(AsktellClient client) {
        client.keys().revoke(id);
    }
}
