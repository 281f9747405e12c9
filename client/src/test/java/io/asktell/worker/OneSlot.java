package io.asktell.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** One slot on the test's own thread, with time that passes only when told to. */
abstract class OneSlot {
    static final Duration POLL = Duration.ofSeconds(2);

    final ManualTime time = new ManualTime();
    final FakeServer server = new FakeServer();
    final Lifecycle lifecycle = new Lifecycle(null);
    final Slot slot = slot(lifecycle);

    Slot slot(Lifecycle of) {
        return new Slot(of, server, server, time, POLL);
    }

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
        assertThat(time.repetitions()).isZero();
    }
}
