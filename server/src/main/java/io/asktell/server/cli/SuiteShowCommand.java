package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import java.util.ArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code asktell suite show}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "show", description = "Show a suite's cases.")
final class SuiteShowCommand extends RemoteCommand {
    private static final int PROMPT = 70;

    @Parameters(paramLabel = "ID", description = "The suite's id, as 'suite list' shows it.")
    private String id;

    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) {
        var suite = client.suites().get(id);
        if (json.wanted()) {
            printJson(suite);
            return;
        }
        out().println(Values.printable(suite.path("name").asText()) + ", version "
                + suite.path("version").asText() + ", " + suite.path("tools").size() + " tools, "
                + suite.path("cases").size() + " cases, matching "
                + suite.path("matching").asText("strict"));
        var table = new Table("CASE", "CATEGORY", "EXPECTED", "PROMPT");
        for (var each : suite.path("cases")) {
            var calls = new ArrayList<String>();
            each.path("expected_calls")
                    .forEach(call -> calls.add(call.path("name").asText()));
            var messages = each.path("messages");
            var prompt = messages.isArray() && !messages.isEmpty()
                    ? messages.get(messages.size() - 1).path("content")
                    : each.path("prompt");
            table.row(
                    each.path("id").asText(),
                    each.path("category").asText(""),
                    calls.isEmpty() ? "no call" : String.join(", ", calls),
                    shortened(prompt.asText("").replaceAll("\\s+", " ")));
        }
        table.print(out());
    }

    private static String shortened(String text) {
        return text.length() <= PROMPT ? text : text.substring(0, PROMPT - 1) + "…";
    }
}
