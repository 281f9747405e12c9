package io.asktell.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Work done over and over survives failures and says little about them. */
@Timeout(30)
final class RoundsTest {
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Rounds.class);
    private final AtomicBoolean away = new AtomicBoolean();

    @BeforeEach
    void listen() {
        told.start();
        log.addAppender(told);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void forget() {
        log.detachAppender(told);
        log.setLevel(null);
    }

    @Test
    void outage_isToldOnce_andItsEndOnce() {
        try (var rounds = new Rounds("test", "count", this::work)) {
            rounds.round();
            for (int outage = 0; outage < 2; outage++) {
                away.set(true);
                for (int i = 0; i < 20; i++) {
                    rounds.round();
                }
                away.set(false);
                rounds.round();
                rounds.round();
            }
        }

        assertThat(told.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()))
                .containsExactly(
                        "WARN cannot count for now, and will tell when it can (java.lang.IllegalStateException: away)",
                        "INFO can count again",
                        "WARN cannot count for now, and will tell when it can (java.lang.IllegalStateException: away)",
                        "INFO can count again");
    }

    @Test
    void failure_endsNoRounds() throws InterruptedException {
        var done = new AtomicInteger();
        var enough = new CountDownLatch(1);
        try (var rounds = new Rounds("test", "count", () -> {
            if (done.incrementAndGet() < 4) {
                throw new IllegalStateException("a fault of a test");
            }
            enough.countDown();
        })) {
            rounds.start(Duration.ofMillis(1));

            enough.await();
        }
    }

    private void work() {
        if (away.get()) {
            throw new IllegalStateException("away", new SQLTransientConnectionException("away"));
        }
    }
}
