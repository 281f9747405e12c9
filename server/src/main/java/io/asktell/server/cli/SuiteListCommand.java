package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code asktell suite list}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "list", description = "List the suites.")
final class SuiteListCommand extends RemoteCommand {
    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) {
        var suites = client.suites().list().toList();
        if (json.wanted()) {
            printJson(suites);
            return;
        }
        var table = new Table("ID", "VERSION", "NAME", "TOOLS", "CASES");
        suites.forEach(suite -> table.row(
                suite.path("id").asText(),
                suite.path("version").asText(),
                suite.path("name").asText(),
                suite.path("tools").asText(),
                suite.path("cases").asText()));
        table.print(out());
    }
}
