package io.asktell.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    @Test
    void size_isTheSecondNumber_and80IfItIsNotKnown() {
        assertThat(Terminal.parse("24 132\n")).hasValue(132);
        assertThat(Terminal.parse("0 0\n")).hasValue(80);
        assertThat(Terminal.parse("")).isEmpty();
        assertThat(Terminal.parse("sh: stty: not found")).isEmpty();
    }

    @Test
    void streams_areAskedEachForItself() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script, which makes a terminal");

        assertThat(onTerminal("")).contains("out 97", "err 97");
        assertThat(onTerminal(" | cat")).contains("out none", "err 97");
        assertThat(onTerminal(" 2>/dev/null")).contains("out 97", "err none");
        assertThat(onTerminal(" </dev/null")).contains("out 97", "err 97");
    }

    private static String onTerminal(String redirection) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                "script", "-qec", "stty cols 97; \"$JAVA\" '" + Probe.class.getName() + "'" + redirection, "/dev/null");
        builder.environment().put("JAVA", java);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("TERM", "xterm");
        var process =
                builder.redirectErrorStream(true).redirectInput(Redirect.PIPE).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** What a command finds out about its streams. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            var out = Terminal.columnsOfOut();
            var err = Terminal.columnsOfErr();
            System.out.println("out " + (out.isPresent() ? out.getAsInt() : "none"));
            System.out.println("err " + (err.isPresent() ? err.getAsInt() : "none"));
        }
    }
}
