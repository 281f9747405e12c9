package io.asktell.server.cli;

import picocli.CommandLine.Option;

/** For programs that read what a command prints. */
final class JsonOption {
    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    boolean wanted() {
        return json;
    }
}
