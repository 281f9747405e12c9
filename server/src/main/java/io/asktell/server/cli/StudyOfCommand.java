package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import io.asktell.client.StudyClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A command about one study. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command
abstract class StudyOfCommand extends RemoteCommand {
    @Parameters(paramLabel = "NAME", index = "0", description = "The study's name.")
    protected String name;

    abstract void run(StudyClient study) throws Exception;

    @Override
    void run(AsktellClient client) throws Exception {
        run(client.study(name));
    }
}
