package io.asktell.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.client.AsktellClient;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code asktell suite score}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(
        name = "score",
        description = "Score recorded answers, without calling a model.",
        footer = {
            "",
            "FILE holds a list: [{\"case_id\": \"…\", \"calls\": [{\"name\": \"…\", \"arguments\": {…}}], \"text\": \"…\"}, …]",
            "or an object with that list as \"responses\"."
        })
final class SuiteScoreCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "The suite's id, as 'suite list' shows it.")
    private String id;

    @Parameters(paramLabel = "FILE", description = "The answers, as JSON.")
    private Path file;

    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) {
        JsonNode responses = InputFile.json(file);
        if (responses.isArray()) {
            responses = Json.mapper().createObjectNode().set("responses", responses);
        }
        var answer = client.suites().score(id, responses);
        if (json.wanted()) {
            printJson(answer);
            return;
        }
        var table = new Table("CASE", "OUTCOME", "SCORE", "DETAIL");
        answer.path("cases")
                .forEach(each -> table.row(
                        each.path("case_id").asText(),
                        each.path("outcome").asText(),
                        Values.shown(each.path("score").asDouble()),
                        each.path("detail").asText()));
        table.print(out());
        out().println(answer.path("passed").asText() + " of "
                + answer.path("total").asText() + " passed, score "
                + Values.shown(answer.path("score").asDouble()));
    }
}
