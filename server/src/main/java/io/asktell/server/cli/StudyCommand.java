package io.asktell.server.cli;

import picocli.CommandLine.Command;

/** {@code asktell study}. */
@Command(
        name = "study",
        description = "Run studies and look at their results.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StudyListCommand.class,
            StudyStatusCommand.class,
            StudyBestCommand.class,
            StudyParetoCommand.class,
            StudyImportanceCommand.class,
            StudyExportCommand.class,
            StudyDeleteCommand.class,
            StudyOptimizeCommand.class
        })
public final class StudyCommand {}
