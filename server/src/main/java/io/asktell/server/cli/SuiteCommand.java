package io.asktell.server.cli;

import picocli.CommandLine.Command;

/** {@code asktell suite}. */
@Command(
        name = "suite",
        description = "Keep suites of tool-calling test cases.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SuiteListCommand.class,
            SuiteImportCommand.class,
            SuiteExportCommand.class,
            SuiteShowCommand.class,
            SuiteScoreCommand.class,
            SuiteDeleteCommand.class
        })
public final class SuiteCommand {}
