package io.asktell.server.cli;

import io.asktell.client.StudyClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code asktell study export}. */
@Command(name = "export", description = "Print a study with its trials, or write it to a file.")
final class StudyExportCommand extends StudyOfCommand {
    enum Format {
        JSONL,
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl (default; POST /v1/tuner/studies/import takes it back) or csv.")
    private Format format = Format.JSONL;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file instead; it is there whole or not at all.")
    private @Nullable Path output;

    @Override
    void run(StudyClient study) throws IOException {
        String word = format.name().toLowerCase(Locale.ROOT);
        if (output == null) {
            var bytes = new ByteArrayOutputStream();
            study.export(word, bytes);
            out().print(bytes.toString(StandardCharsets.UTF_8));
            return;
        }
        OutputFile.write(output, to -> study.export(word, to));
    }
}
