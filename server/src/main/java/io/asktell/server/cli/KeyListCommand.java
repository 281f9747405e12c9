package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code asktell key list}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "list", description = "List the keys that are not revoked.")
final class KeyListCommand extends RemoteCommand {
    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) {
        var keys = client.keys().list().toList();
        if (json.wanted()) {
            printJson(keys);
            return;
        }
        var table = new Table("ID", "NAME", "SCOPES", "CREATED", "EXPIRES", "LAST USED");
        keys.forEach(key -> table.row(
                key.id(),
                key.name(),
                String.join(",", key.scopes()),
                key.createdAt(),
                key.expiresAt() == null ? "never" : key.expiresAt(),
                key.lastUsedAt() == null ? "never" : key.lastUsedAt()));
        table.print(out());
    }
}
