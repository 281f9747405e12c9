package io.asktell.server.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.tooleval.Matching;
import io.asktell.tooleval.SampleSuite;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.TestCase;
import io.asktell.tooleval.bfcl.BfclImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The suite a demo runs on: the shipped one, one from a file, or cases of the Berkeley leaderboard's files. */
public final class DemoSuites {
    private DemoSuites() {}

    /**
     * @param suite a file in this project's format; null for none
     * @param questions files of the leaderboard, each with its answers at the same place of {@code answers}, if it has any
     */
    public static Suite read(@Nullable Path suite, List<Path> questions, List<Path> answers) throws IOException {
        if (suite != null) {
            var reading = SuiteCodec.read(Files.readString(suite));
            if (reading.suite().isEmpty()) {
                var first = reading.errors().get(0);
                throw new IllegalArgumentException(suite + " is no suite: " + first.field() + ": " + first.message());
            }
            return reading.orThrow();
        }
        if (questions.isEmpty()) {
            return SampleSuite.load();
        }
        if (answers.size() > questions.size()) {
            throw new IllegalArgumentException("there are more --answers than --questions");
        }
        List<TestCase> cases = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            Path file = questions.get(i);
            String answer = i < answers.size() ? Files.readString(answers.get(i)) : null;
            var read = BfclImporter.read(file.getFileName().toString(), Files.readString(file), answer);
            if (read.suite().isEmpty()) {
                throw new IllegalArgumentException(file + " has no case that can be taken: "
                        + (read.skipped().isEmpty()
                                ? "it is empty"
                                : read.skipped().get(0).reason()));
            }
            cases.addAll(read.suite().get().cases());
            names.add(file.getFileName().toString().replaceAll("\\.jsonl?$", ""));
        }
        return new Suite(String.join(" + ", names), null, null, Matching.BFCL, List.of(), cases);
    }

    /** The suite as the server takes it. */
    static ObjectNode json(Suite suite) {
        return SuiteCodec.write(suite);
    }
}
