package io.asktell.server;

import static io.asktell.server.CommandLineRig.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration from beginning to end, with its own PostgreSQL. */
final class DemoIT {
    @TempDir
    private Path directory;

    @Test
    void demo_tunes_confirms_explains_andLeavesNothing() throws Exception {
        Path suite = Files.writeString(directory.resolve("suite.json"), suite(12));
        String out;

        try (var demo = demo("--suite", suite.toString(), "--trials", "6", "--seed", "1", "--concurrency", "2")) {
            out = demo.rest();
            assertThat(demo.exitCode()).as(out).isZero();
        }

        assertThat(out)
                .contains("small: 12 cases", "6 trials of 12 calls", "6/6  best")
                .containsPattern("Best configuration .*\n  temperature +[0-9.]+ +\\(default 1\\)\n")
                .containsPattern("best configuration +\\d+/408 ")
                .containsPattern("the model's defaults +\\d+/408 ")
                .containsPattern("95 % interval .* paired over 12 cases")
                .containsPattern(
                        "=> (The best configuration is better|No significant difference|The configuration that looked best)")
                .contains("72 calls of the tune and 816 of the confirmation", "Nothing is left running")
                .doesNotContain("\r", "\tat ", "WARN", "ERROR");
        assertThat(temporary()).isEmptyDirectory();
    }

    @Test
    void demo_onBfclFiles_takesSeveralAsOneSuite_andKeepsAGivenDirectory() throws IOException {
        Path questions = Files.writeString(
                directory.resolve("simple.json"),
                "{\"id\": \"simple_0\", \"question\": [[{\"role\": \"user\", \"content\": \"Add 2 and 3\"}]], \"function\": [{\"name\": \"add\","
                        + " \"description\": \"Adds two numbers.\", \"parameters\": {\"type\": \"dict\", \"properties\": {\"a\": {\"type\":"
                        + " \"integer\"}, \"b\": {\"type\": \"integer\"}}, \"required\": [\"a\", \"b\"]}}]}\n");
        Path answers = Files.writeString(
                directory.resolve("simple_answers.json"),
                "{\"id\": \"simple_0\", \"ground_truth\": [{\"add\": {\"a\": [2], \"b\": [3]}}]}\n");
        Path irrelevance = Files.writeString(
                directory.resolve("irrelevance.json"),
                Files.readString(questions)
                        .replace("simple_0", "irrelevance_0")
                        .replace("Add 2 and 3", "Who are you?"));
        Path data = directory.resolve("data");

        var ran = execute(
                "demo",
                "--questions",
                questions.toString(),
                "--answers",
                answers.toString(),
                "--questions",
                irrelevance.toString(),
                "--trials",
                "5",
                "--data-dir",
                data.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("simple + irrelevance: 2 cases", "The data stay", data.toString());
        assertThat(data.resolve("postgres")).isDirectory();
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void demo_onWhatIsNoSuite_saysWhatIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("no-suite.json"), "{\"name\": \"x\", \"cases\": 3}");

        var ran = execute("demo", "--suite", file.toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("is not a suite", "cases").doesNotContain("\tat ");
    }

    @Test
    void demo_toldToStop_cleansUp() throws Exception {
        String out;

        try (var demo = demo("--trials", "200")) {
            out = demo.awaitLine("2/200");
            demo.interrupt();
            out += demo.rest();
            assertThat(demo.exitCode()).as(out).isEqualTo(128 + 2);
        }

        assertThat(out).contains("Stopping ...").doesNotContain("\tat ", "WARN", "ERROR", "200/200");
        assertThat(temporary()).isEmptyDirectory();
    }

    /** With a directory of its own for what is temporary. */
    private ChildJvm demo(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of("demo"));
        words.addAll(List.of(arguments));
        var environment = Map.of(
                "JDK_JAVA_OPTIONS",
                "-XX:-UsePerfData -Djava.io.tmpdir=" + Files.createDirectories(temporary()),
                "ASKTELL_LOG_LEVEL",
                "warn");
        return ChildJvm.run(environment, Main.class.getName(), words.toArray(String[]::new));
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    /** Its first case is never right: a race ends with a combination that is right on all. */
    private static String suite(int size) {
        var cases = new StringBuilder();
        for (int i = 0; i < size; i++) {
            cases.append(i == 0 ? "" : ",")
                    .append("{\"id\": \"c" + i + "\", \"prompt\": \"Book a table for " + (i + 2)
                            + " people\", \"expected_calls\": [{\"name\": \"book_table\", \"arguments\": {\"people\": ["
                            + (i == 0 ? 1000 : i + 2)
                            + "]}}]}");
        }
        return "{\"name\": \"small\", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"book_table\", \"description\":"
                + " \"Books a table.\", \"parameters\": {\"type\": \"object\", \"properties\": {\"people\": {\"type\": \"integer\"}},"
                + " \"required\": [\"people\"]}}}, {\"type\": \"function\", \"function\": {\"name\": \"forecast\", \"description\":"
                + " \"Tells the weather of a city.\", \"parameters\": {\"type\": \"object\", \"properties\": {\"city\": {\"type\":"
                + " \"string\"}}}}}], \"cases\": [" + cases + "]}";
    }
}
