package io.asktell.server.demo;

import io.asktell.server.cli.CommandFailedException;
import io.asktell.server.cli.InputFile;
import io.asktell.tooleval.Matching;
import io.asktell.tooleval.SampleSuite;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.bfcl.BfclImporter;
import io.asktell.tooleval.bfcl.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo tunes on.
 *
 * @param skipped entries of the files that are no cases
 */
public record DemoSuite(Suite suite, List<Skipped> skipped) {
    /**
     * BFCL's questions with their answers.
     *
     * @param answers null for irrelevance files, which have none
     */
    public record Files(Path questions, @Nullable Path answers) {}

    public DemoSuite {
        skipped = List.copyOf(skipped);
    }

    public static DemoSuite sample() {
        return new DemoSuite(SampleSuite.load(), List.of());
    }

    public static DemoSuite of(Path file) {
        var reading = SuiteCodec.read(InputFile.text(file));
        var message = new StringBuilder("The file " + file + " is not a suite.");
        reading.errors().stream()
                .limit(10)
                .forEach(error -> message.append("\n  ")
                        .append(error.field())
                        .append(error.field().isEmpty() ? "" : ": ")
                        .append(error.message()));
        return new DemoSuite(
                reading.suite().orElseThrow(() -> new CommandFailedException(message.toString())), List.of());
    }

    /** All files as one suite. */
    public static DemoSuite of(List<Files> pairs) {
        List<TestCase> cases = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (var pair : pairs) {
            String name = String.valueOf(pair.questions().getFileName()).replaceFirst("\\.jsonl?$", "");
            names.add(name);
            var read = BfclImporter.read(
                    name,
                    InputFile.text(pair.questions()),
                    pair.answers() == null ? null : InputFile.text(pair.answers()));
            skipped.addAll(read.skipped());
            cases.addAll(read.suite()
                    .orElseThrow(() -> new CommandFailedException("The file " + pair.questions()
                            + " has no case that can be taken"
                            + (read.skipped().isEmpty()
                                    ? "."
                                    : "; the first, " + read.skipped().get(0).entry() + ": "
                                            + read.skipped().get(0).reason() + ".")))
                    .cases());
        }
        try {
            return new DemoSuite(
                    new Suite(String.join(" + ", names), null, null, Matching.BFCL, List.of(), cases), skipped);
        } catch (IllegalArgumentException e) { // the same id in two files
            throw new CommandFailedException("These files do not make one suite: " + e.getMessage() + ".", e);
        }
    }
}
