package io.asktell.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run of faults; docs/benchmarks/faults.sh makes long ones. */
class FaultRunIT {
    @Test
    @Timeout(600)
    void history_ofAMinuteOfFaults_showsNothingWrong(@TempDir Path folder) throws Exception {
        var result = new FaultRun(folder, Duration.ofSeconds(60), 20).run();

        assertThat(result.violations()).isEmpty();
        assertThat(result.done()).hasSizeGreaterThan(3); // kinds of faults
        assertThat(result.calls().stream().filter(call -> call.is(Call.Kind.TELL) && call.done()))
                .hasSizeGreaterThan(100);
        assertThat(result.calls())
                .noneMatch(call -> call.refusal() != null && call.refusal().startsWith("500"));
    }
}
