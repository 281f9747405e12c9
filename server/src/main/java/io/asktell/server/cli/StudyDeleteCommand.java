package io.asktell.server.cli;

import io.asktell.client.StudyClient;
import picocli.CommandLine.Command;

/** {@code asktell study delete}. */
@Command(name = "delete", description = "Delete a study with all its trials.")
final class StudyDeleteCommand extends StudyOfCommand {
    @Override
    void run(StudyClient study) {
        study.delete();
    }
}
