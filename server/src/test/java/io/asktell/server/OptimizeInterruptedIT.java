package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while trials run. */
final class OptimizeInterruptedIT {
    @TempDir
    private Path directory;

    @Test
    void trialsUnderWay_fail_andTheirCommandsEnd() throws Exception {
        String script = "echo $$ > " + directory + "/$ASKTELL_TRIAL; echo started >&2; sleep 1000; echo 1";
        try (var rig = new CommandLineRig();
                var optimize = ChildJvm.run(
                        Main.class.getName(),
                        "study",
                        "optimize",
                        "slow",
                        "--server",
                        rig.address(),
                        "--key",
                        CommandLineRig.ADMIN,
                        "--space",
                        "[{\"type\": \"float\", \"name\": \"x\", \"low\": 0, \"high\": 1}]",
                        "--n-trials",
                        "5",
                        "--jobs",
                        "2",
                        "--",
                        "sh",
                        "-c",
                        script)) {
            String out = optimize.awaitLine("] started") + optimize.awaitLine("] started");

            optimize.interrupt();
            out += optimize.rest();

            assertThat(optimize.exitCode()).as(out).isEqualTo(128 + 2);
            assertThat(out).doesNotContain("\tat ");
            assertThat(rig.run("study", "status", "slow").out()).contains("trials     2: 2 FAIL");
            for (String trial : new String[] {"0", "1"}) {
                long pid = Long.parseLong(
                        Files.readString(directory.resolve(trial)).strip());
                assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            }
        }
    }
}
