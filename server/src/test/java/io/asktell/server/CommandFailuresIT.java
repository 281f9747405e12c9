package io.asktell.server;

import static io.asktell.server.CommandLineRig.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.asktell.server.CommandLineRig.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person gets who asks for what there is not: one line that says it, and an exit code that says so too. */
final class CommandFailuresIT {
    private static final String SPACE = "[{\"type\": \"float\", \"name\": \"x\", \"low\": 0, \"high\": 1}]";

    /** Each names something that is not there. */
    private static final List<List<String>> UNKNOWN = List.of(
            List.of("study", "status", "none"),
            List.of("study", "best", "none"),
            List.of("study", "best", "none", "--format", "env"),
            List.of("study", "pareto", "none"),
            List.of("study", "importance", "none"),
            List.of("study", "export", "none"),
            List.of("study", "delete", "none"),
            List.of("study", "optimize", "none", "--n-trials", "1", "--", "true"),
            List.of("suite", "show", "none"),
            List.of("suite", "export", "none"),
            List.of("suite", "delete", "none"),
            List.of("key", "revoke", "none"));

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
    void unknownNames_are404() {
        for (var words : UNKNOWN) {
            assertThat(oneLine(words, rig.address(), CommandLineRig.ADMIN)).contains("404", "none");
        }
    }

    @Test
    void wrongKey_is401_andSaysHowToGiveAnother() throws IOException {
        for (var words : everyCommand()) {
            assertThat(oneLine(words, rig.address(), "wrong")).contains("401 credential_invalid", "ASKTELL_KEY");
        }
    }

    @Test
    void noServer_isSaidWithItsAddress() throws IOException {
        String nowhere = "http://127.0.0.1:1";
        everyCommand().parallelStream()
                .filter(words -> !words.get(0).equals("worker")) // waits until there is one
                .forEach(words -> assertThat(oneLine(words, nowhere, "any"))
                        .contains("127.0.0.1:1", "is the server running?", "ASKTELL_SERVER"));
    }

    @Test
    void anotherProgramsServer_isSaidInOneLine() throws IOException {
        var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html>\n<body>\nNot here\n</body>\n</html>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            String address = "http://127.0.0.1:" + other.getAddress().getPort();
            assertThat(oneLine(List.of("study", "list"), address, "any")).contains("404", "Not here");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void badValues_areNamed() {
        assertRefused(rig.run("study", "list", "--status", "lost"), "status");
        assertRefused(rig.run("key", "create", "x", "--scope", "everything"), "scopes");
        assertRefused(rig.run("key", "create", "x", "--scope", "worker", "--days", "-1"), "expires_at");
        assertRefused(optimize("--space", "[{\"type\": \"float\", \"name\": \"x\", \"low\": 2, \"high\": 1}]"), "low");
        assertRefused(optimize("--space", SPACE, "--sampler", "oracle"), "sampler");
        assertRefused(optimize("--space", SPACE, "--direction", "up"), "direction");
        assertRefused(optimize("--space", "[{]"), "--space is not JSON");
        assertRefused(optimize("--space", "/no/such/file"), "/no/such/file");
    }

    @Test
    void exportThatFails_leavesNoFile() throws IOException {
        Path output = directory.resolve("study.jsonl");

        assertThat(rig.run("study", "export", "none", "-o", output.toString()).code())
                .isEqualTo(1);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void exportToWhereNothingCanBe_saysSo() {
        assertThat(rig.run("study", "optimize", "kept", "--space", SPACE, "--n-trials", "1", "--", "echo", "1")
                        .code())
                .isZero();

        Ran ran = rig.run("study", "export", "kept", "-o", "/no/such/directory/study.jsonl");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err().strip())
                .isEqualTo("The file /no/such/directory/study.jsonl cannot be written: there is no such directory.");
    }

    private List<List<String>> everyCommand() throws IOException {
        String file = Files.writeString(directory.resolve("some.json"), "{}").toString();
        var all = new ArrayList<>(UNKNOWN);
        all.add(List.of("study", "list"));
        all.add(List.of("study", "optimize", "none", "--space", SPACE, "--n-trials", "1", "--", "true"));
        all.add(List.of("suite", "list"));
        all.add(List.of("suite", "import", file));
        all.add(List.of("suite", "import", "--questions", file));
        all.add(List.of("suite", "score", "none", file));
        all.add(List.of("key", "list"));
        all.add(List.of("key", "create", "x", "--scope", "worker"));
        all.add(List.of("worker"));
        return all;
    }

    private static Ran optimize(String... options) {
        var words = new ArrayList<>(List.of("refused", "--n-trials", "1"));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "true"));
        return rig.run("study", "optimize", words.toArray(String[]::new));
    }

    private static void assertRefused(Ran ran, String name) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(name).doesNotContain("\tat ");
    }

    /** Runs what must fail, and returns the one line that says why. */
    private static String oneLine(List<String> words, String server, String key) {
        var all = new ArrayList<>(words);
        all.addAll(words.get(0).equals("worker") ? 1 : 2, List.of("--server", server, "--key", key));
        Ran ran = execute(all.toArray(String[]::new));
        assertThat(ran.code()).as(words + ran.err()).isEqualTo(1);
        assertThat(ran.out()).as(words.toString()).isEmpty();
        assertThat(ran.err().strip().lines()).as(words.toString()).hasSize(1);
        return ran.err();
    }
}
