package io.asktell.server.cli;

import io.asktell.client.StudyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code asktell study pareto}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "pareto", description = "List the trials that no other dominates, of a study with several objectives.")
final class StudyParetoCommand extends StudyOfCommand {
    @Mixin
    private JsonOption json;

    @Override
    void run(StudyClient study) {
        var front = study.pareto();
        if (json.wanted()) {
            printJson(front);
            return;
        }
        var table = new Table("TRIAL", "VALUES", "PARAMETERS");
        front.forEach(item -> table.row(item.trialId(), Values.shownAll(item.values()), Values.shown(item.params())));
        table.print(out());
    }
}
