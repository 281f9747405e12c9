package io.asktell.server.cli;

import picocli.CommandLine.Command;

/** {@code asktell key}. */
@Command(
        name = "key",
        description = "Make, list and revoke API keys.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeyCreateCommand.class, KeyListCommand.class, KeyRevokeCommand.class})
public final class KeyCommand {}
