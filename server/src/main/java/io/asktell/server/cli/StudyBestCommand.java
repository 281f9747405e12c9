package io.asktell.server.cli;

import io.asktell.client.StudyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asktell study best}. */
@Command(
        name = "best",
        description = "Print the best parameters.",
        footer = {"", "Example: eval \"$(asktell study best mine --format env)\"; echo $ASKTELL_PARAM_LR"})
final class StudyBestCommand extends StudyOfCommand {
    enum Format {
        TABLE,
        JSON,
        ENV
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "table (default), json, or env for lines of a shell.")
    private Format format = Format.TABLE;

    @Override
    void run(StudyClient study) {
        var best = study.best().orElseThrow(() -> new CommandFailedException("The study has no completed trial yet."));
        switch (format) {
            case JSON -> printJson(best);
            case ENV ->
                best.params()
                        .forEach((parameter, value) ->
                                out().println(Values.variable(parameter) + "=" + Values.quoted(Values.plain(value))));
            case TABLE -> {
                var table = new Table("PARAMETER", "VALUE");
                best.params().forEach((parameter, value) -> table.row(parameter, Values.shown(value)));
                table.print(out());
                out().println();
                out().println("value " + Values.shown(best.value()) + " in trial " + best.trialId());
            }
        }
    }
}
