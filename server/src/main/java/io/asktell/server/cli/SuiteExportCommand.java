package io.asktell.server.cli;

import io.asktell.client.AsktellClient;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.bfcl.BfclExport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code asktell suite export}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(name = "export", description = "Print a suite as JSON, or write it as BFCL's two files.")
final class SuiteExportCommand extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "The suite's id, as 'suite list' shows it.")
    private String id;

    @ArgGroup(exclusive = false)
    private @Nullable BfclFiles bfcl;

    static final class BfclFiles {
        @Option(
                names = "--questions",
                paramLabel = "FILE",
                required = true,
                description = "Write BFCL's questions here.")
        private Path questions;

        @Option(names = "--answers", paramLabel = "FILE", required = true, description = "Write BFCL's answers here.")
        private Path answers;
    }

    @Override
    void run(AsktellClient client) {
        var suite = client.suites().export(id, "asktell");
        if (bfcl == null) {
            printJson(suite);
            return;
        }
        var files = BfclExport.of(SuiteCodec.read(suite).orThrow());
        OutputFile.write(bfcl.questions, files.questions());
        OutputFile.write(bfcl.answers, files.answers());
    }
}
