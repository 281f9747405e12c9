package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.store.DatabaseStartException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void version_isPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("asktell " + Version.CURRENT).doesNotContain("${");
    }

    @Test
    void help_ofEveryCommand_works() {
        assertThat(run("--help")).isZero();
        Main.commandLine().getSubcommands().forEach((name, command) -> {
            assertThat(run(name, "--help")).as(name).isZero();
            for (String sub : command.getSubcommands().keySet()) {
                assertThat(run(name, sub, "--help")).as(name + " " + sub).isZero();
            }
        });
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void wrongUse_exitsWithTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("no-such-command")).isEqualTo(2);
        assertThat(run("serve", "--no-such-option")).isEqualTo(2);
        assertThat(run("serve", "--port", "many")).isEqualTo(2);
    }

    @Test
    void wrongUse_isSaidInALine_withTheWayToHelp() {
        assertThat(run("study", "list", "--statsu", "active")).isEqualTo(2);
        assertThat(err.toString().lines())
                .contains("Try 'asktell study list --help'.")
                .anySatisfy(line -> assertThat(line).contains("--statsu"))
                .hasSizeLessThan(5);
    }

    @Test
    void commandThatIsMissing_isAnsweredWithThoseThereAre() {
        assertThat(run("study")).isEqualTo(2);
        assertThat(err.toString()).contains("optimize", "export");
    }

    @Test
    void wrongSettings_exitWithTwoAndSayWhich() {
        assertThat(run("serve", "--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("PORT: ").doesNotContain("\tat ");
    }

    @Test
    void failure_thatAPersonCanMend_exitsWithOneAndItsMessageOnly() {
        var line = Main.commandLine().addSubcommand(new Failing());
        line.setErr(new PrintWriter(err, true));

        assertThat(line.execute("failing")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("the disk is full");
    }

    private int run(String... arguments) {
        var line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Command(name = "failing")
    static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new DatabaseStartException("the disk is full");
        }
    }
}
