package io.asktell.server;

import static io.asktell.server.CommandLineRig.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.server.CommandLineRig.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to a server, against a real one. */
final class CommandsIT {
    private static final String SPACE = "[{\"type\": \"float\", \"name\": \"x\", \"low\": 0, \"high\": 1},"
            + " {\"type\": \"categorical\", \"name\": \"kind\", \"choices\": [\"a b\", \"c\"]}]";
    private static final String SUITE = """
            {"name": "weather", "tools": [{"type": "function", "function": {"name": "forecast", "description": "Tells the weather.",
               "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}],
             "cases": [{"id": "rome", "prompt": "What is the weather in Rome?",
                        "expected_calls": [{"name": "forecast", "arguments": {"city": ["Rome"]}}]},
                       {"id": "thanks", "prompt": "Thank you!", "expected_calls": []}]}
            """;

    private static CommandLineRig rig;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        rig = new CommandLineRig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void key_thatWasMade_opensWhatItsScopesSay_untilRevoked() {
        String key = ok(rig.run("key", "create", "reader", "--scope", "tuner:read", "--days", "1"))
                .out()
                .strip();
        JsonNode listed = json(ok(rig.run("key", "list", "--json")));
        JsonNode made = find(listed, "name", "reader");

        assertThat(ok(rig.runAs(key, "study", "list")).out()).startsWith("NAME");
        Ran refused = rig.runAs(key, "key", "list");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("403", "scope_missing").doesNotContain("\tat ");

        ok(rig.run("key", "revoke", made.get("id").asText()));
        assertThat(rig.runAs(key, "study", "list").err()).contains("401 credential_invalid", "ASKTELL_KEY");
        assertThat(made.get("expires_at").isNull()).isFalse();
        assertThat(ok(rig.run("key", "list")).out()).doesNotContain("reader");
    }

    @Test
    void suite_isImported_shown_scored_exported_andDeleted() throws IOException {
        Path file = Files.writeString(directory.resolve("suite.json"), SUITE);
        String id = json(ok(rig.run("suite", "import", file.toString(), "--json")))
                .get("suite_id")
                .asText();

        assertThat(ok(rig.run("suite", "list")).out()).contains(id).contains("weather");
        assertThat(ok(rig.run("suite", "show", id)).out())
                .contains("1 tools, 2 cases")
                .containsPattern("rome +forecast +What is the weather")
                .containsPattern("thanks +no call +Thank you!");

        Path answers = Files.writeString(
                directory.resolve("answers.json"),
                "[{\"case_id\": \"rome\", \"calls\": [{\"name\": \"forecast\", \"arguments\": {\"city\": \"Paris\"}}]},"
                        + " {\"case_id\": \"thanks\", \"calls\": []}]");
        assertThat(ok(rig.run("suite", "score", id, answers.toString())).out())
                .containsPattern("rome +wrong_arguments")
                .containsPattern("thanks +correct")
                .contains("1 of 2 passed");

        Path copy = Files.writeString(
                directory.resolve("copy.json"),
                ok(rig.run("suite", "export", id)).out());
        String again = json(ok(rig.run("suite", "import", copy.toString(), "--name", "copy", "--json")))
                .get("suite_id")
                .asText();
        assertThat(json(ok(rig.run("suite", "show", again, "--json"))).get("cases"))
                .isEqualTo(json(ok(rig.run("suite", "show", id, "--json"))).get("cases"));

        String questions = directory.resolve("q.jsonl").toString();
        String truth = directory.resolve("a.jsonl").toString();
        ok(rig.run("suite", "export", id, "--questions", questions, "--answers", truth));
        assertThat(ok(rig.run("suite", "import", "--questions", questions, "--answers", truth))
                        .out())
                .contains("q: 2 cases");

        ok(rig.run("suite", "delete", id));
        assertThat(rig.run("suite", "show", id).code()).isEqualTo(1);
    }

    @Test
    void suite_withErrors_namesEachField() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bad.json"),
                SUITE.replace("\"prompt\"", "\"promt\"").replace("\"tools\"", "\"tool\""));

        Ran ran = rig.run("suite", "import", file.toString());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("422", "cases[0].promt", "cases[1].promt")
                .doesNotContain("\tat ");
    }

    @Test
    void optimize_runsTheCommandForEachTrial_andTheStudyShowsIt() throws IOException {
        String command = "echo noise; echo \"report 0 0.5\"; [ \"{kind}\" = \"$ASKTELL_PARAM_KIND\" ] || exit 9; "
                + "echo \"$ASKTELL_TRIAL $ASKTELL_STUDY\" >> " + directory.resolve("trials")
                + "; [ -z \"$ASKTELL_KEY\" ] || exit 8; echo {x}";
        Ran ran = ok(rig.run(
                "study",
                "optimize",
                "curve",
                "--space",
                SPACE,
                "--direction",
                "minimize",
                "--sampler",
                "random",
                "--seed",
                "7",
                "--n-trials",
                "6",
                "--jobs",
                "3",
                "--pruner",
                "none",
                "--json",
                "--",
                "sh",
                "-c",
                command));

        JsonNode best = json(ran);
        assertThat(best.get("value").doubleValue())
                .isEqualTo(best.get("params").get("x").doubleValue());
        assertThat(ran.err()).contains("6/6  best");
        assertThat(Files.readAllLines(directory.resolve("trials")))
                .containsExactlyInAnyOrder("0 curve", "1 curve", "2 curve", "3 curve", "4 curve", "5 curve");
        assertThat(ok(rig.run("study", "status", "curve")).out())
                .contains("curve (active)", "minimize", "sampler    random", "6 COMPLETE");
        assertThat(ok(rig.run("study", "best", "curve", "--format", "env")).out())
                .contains("ASKTELL_PARAM_X=" + best.get("params").get("x").asText())
                .containsPattern("ASKTELL_PARAM_KIND=('a b'|c)\n");
        assertThat(json(ok(rig.run("study", "best", "curve", "--format", "json"))))
                .isEqualTo(best);
        assertThat(ok(rig.run("study", "best", "curve")).out()).contains("in trial " + best.get("trial_id"));
        assertThat(ok(rig.run("study", "importance", "curve")).out())
                .contains(" % ")
                .contains("x ");
        assertThat(ok(rig.run("study", "list", "--name-contains", "cur")).out())
                .containsPattern("curve +active +minimize +6");
        assertThat(ok(rig.run("study", "export", "curve", "--format", "csv"))
                        .out()
                        .lines())
                .hasSize(7);

        Path export = directory.resolve("curve.jsonl");
        ok(rig.run("study", "export", "curve", "-o", export.toString()));
        assertThat(Files.readAllLines(export)).hasSize(7);
        Ran notMulti = rig.run("study", "pareto", "curve");
        assertThat(notMulti.code()).isEqualTo(1);
        assertThat(notMulti.err()).contains("not_multi_objective");

        ok(rig.run("study", "delete", "curve"));
        assertThat(rig.run("study", "status", "curve").err()).contains("404");
    }

    @Test
    void optimize_severalObjectives_haveAFront() {
        ok(rig.run(
                "study",
                "optimize",
                "two",
                "--space",
                SPACE,
                "--direction",
                "minimize,maximize",
                "--sampler",
                "random",
                "--n-trials",
                "4",
                "--",
                "sh",
                "-c",
                "echo \"{x}, 1\""));

        assertThat(ok(rig.run("study", "pareto", "two")).out().lines()).hasSize(2);
        assertThat(json(ok(rig.run("study", "pareto", "two", "--json"))).get(0).get("values"))
                .hasSize(2);
    }

    @Test
    void optimize_failingCommands_failTheirTrials_withTheReason() {
        Ran ran = rig.run(
                "study",
                "optimize",
                "broken",
                "--space",
                SPACE,
                "--n-trials",
                "2",
                "--",
                "sh",
                "-c",
                "echo 1; echo 'no GPU left' >&2; exit 3");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "[trial 0] no GPU left", "trial 1 failed: exit code 3: no GPU left", "No trial was completed");
        assertThat(ok(rig.run("study", "status", "broken")).out()).contains("2 FAIL");
        assertThat(ok(rig.run("study", "export", "broken")).out()).contains("exit code 3: no GPU left");
    }

    @Test
    void optimize_commandThatCannotRun_saysSo() {
        Ran ran = rig.run("study", "optimize", "none", "--space", SPACE, "--n-trials", "1", "--", "/no/such/program");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("/no/such/program");
    }

    @Test
    void optimize_parametersOfOneVariable_areRefused() {
        Ran ran = rig.run(
                "study",
                "optimize",
                "clash",
                "--space",
                SPACE.replace("\"kind\"", "\"X\""),
                "--n-trials",
                "1",
                "--",
                "true");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("ASKTELL_PARAM_X");
    }

    @Test
    void serverThatIsAway_isOneClearLine() {
        Ran ran = execute("study", "list", "--server", "http://127.0.0.1:1");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().strip().lines()).hasSize(1);
        assertThat(ran.err()).contains("127.0.0.1:1", "is the server running?");
    }

    @Test
    void wrongUse_exitsWithTwo() {
        assertThat(execute("study").code()).isEqualTo(2);
        assertThat(execute("study", "best").code()).isEqualTo(2);
        assertThat(execute("study", "list", "--server", "nonsense").code()).isEqualTo(2);
        assertThat(execute("study", "optimize", "x", "--n-trials", "1").code()).isEqualTo(2);
        assertThat(execute("suite", "import").code()).isEqualTo(2);
        assertThat(execute("demo", "--trials", "4").code()).isEqualTo(2);
        assertThat(execute("worker", "--slots", "0").code()).isEqualTo(2);
    }

    @Test
    void fileThatIsNotThere_isOneClearLine() {
        Ran ran = rig.run("suite", "import", "/no/such/file.json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().strip()).isEqualTo("There is no file /no/such/file.json.");
    }

    private static Ran ok(Ran ran) {
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private static JsonNode json(Ran ran) {
        try {
            return Json.mapper().readTree(ran.out());
        } catch (IOException e) {
            throw new AssertionError(ran.out(), e);
        }
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        for (JsonNode item : list) {
            if (item.path(field).asText().equals(value)) {
                return item;
            }
        }
        throw new AssertionError("no " + value + " in " + list);
    }
}
