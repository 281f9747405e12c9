package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asktell study list}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "list", description = "List the studies.")
final class StudyListCommand extends RemoteCommand {
    @Option(names = "--name-contains", paramLabel = "TEXT", description = "Only those with this in their name.")
    private @Nullable String nameContains;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those: active, paused or stopped.")
    private @Nullable String status;

    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) {
        var studies = client.studies(nameContains, status).toList();
        if (json.wanted()) {
            printJson(studies);
            return;
        }
        var table = new Table("NAME", "STATUS", "DIRECTION", "TRIALS", "BEST", "STARTED");
        studies.forEach(study -> table.row(
                study.studyName(),
                study.status(),
                String.join(",", study.direction().names()),
                study.nTrials(),
                Values.shown(study.bestValue()),
                study.datetimeStart()));
        table.print(out());
    }
}
