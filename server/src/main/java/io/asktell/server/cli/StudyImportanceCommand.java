package io.asktell.server.cli;

import io.asktell.client.StudyClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code asktell study importance}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(
        name = "importance",
        description = "Show which parameters mattered: their shares of the objective's variation.")
final class StudyImportanceCommand extends StudyOfCommand {
    @Option(names = "--objective", paramLabel = "N", description = "Which objective, from 0 (default 0).")
    private @Nullable Integer objective;

    @Option(names = "--method", paramLabel = "METHOD", description = "fanova (default), ped_anova or mdi.")
    private @Nullable String method;

    @Mixin
    private JsonOption json;

    @Override
    void run(StudyClient study) {
        var importance = study.importance(objective, method);
        if (json.wanted()) {
            printJson(importance);
        } else {
            Bars.print(importance.importances(), out());
        }
    }
}
