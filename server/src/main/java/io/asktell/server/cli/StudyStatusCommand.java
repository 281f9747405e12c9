package io.asktell.server.cli;

import io.asktell.client.StudyClient;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code asktell study status}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "status", description = "Show how a study stands.")
final class StudyStatusCommand extends StudyOfCommand {
    @Mixin
    private JsonOption json;

    @Override
    void run(StudyClient client) {
        var study = client.get();
        if (json.wanted()) {
            printJson(study);
            return;
        }
        var out = out();
        out.println("study      " + Values.printable(study.studyName()) + " (" + study.status() + ")");
        out.println("direction  " + String.join(", ", study.direction().names()));
        out.println("sampler    " + study.sampler() + ", pruner " + study.pruner());
        out.println("trials     " + study.nTrials()
                + (study.maxTrials() == null ? "" : " of " + study.maxTrials())
                + study.trialCounts().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", ": ", "")));
        if (study.bestValue() != null) {
            out.println("best       " + Values.shown(study.bestValue()));
        }
        var params = study.bestParams();
        if (params != null) {
            out.println("           " + Values.shown(params));
        }
    }
}
