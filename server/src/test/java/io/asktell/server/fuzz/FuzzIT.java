package io.asktell.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short fuzz; the long one is {@code docs/benchmarks/fuzz.sh}. */
final class FuzzIT {
    private static final int REQUESTS = 2_500;
    private static final long SEED = 1;

    @Test
    void anyRequest_isAnsweredInTimeAndAsDocumented_andTheServerIsAsBefore() throws InterruptedException {
        try (var run = new FuzzRun().run(REQUESTS, SEED)) {
            assertThat(run.findings().none()).as(run.findings() + run.report()).isTrue();
        }
    }
}
