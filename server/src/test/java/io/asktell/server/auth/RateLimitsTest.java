package io.asktell.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RateLimitsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private RateLimits limits;

    @BeforeEach
    void start() {
        limits = new RateLimits(new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    @Test
    void take_allowsAMinutesWorthAtOnce_thenOneByOne() {
        for (var i = 59; i >= 0; i--) {
            var verdict = limits.take("a", 60);
            assertThat(verdict.allowed()).isTrue();
            assertThat(verdict.remaining()).isEqualTo(i);
        }

        var refused = limits.take("a", 60);
        assertThat(refused).isEqualTo(new RateLimits.Verdict(false, 60, 0, 60, 1));

        now.set(Instant.EPOCH.plusSeconds(1));
        assertThat(limits.take("a", 60).allowed()).isTrue();
        assertThat(limits.take("a", 60).allowed()).isFalse();
    }

    @Test
    void take_bySomebodyElse_isNotTouched() {
        limits.take("a", 1);

        assertThat(limits.take("a", 1).allowed()).isFalse();
        assertThat(limits.take("b", 1).allowed()).isTrue();
    }

    @Test
    void take_refused_costsNothing_andTellsWhenToComeBack() {
        limits.take("a", 1);
        limits.take("a", 1);
        var refused = limits.take("a", 1);
        assertThat(refused.retrySeconds()).isEqualTo(60);

        now.set(Instant.EPOCH.plusSeconds(refused.retrySeconds()));

        assertThat(limits.take("a", 1).allowed()).isTrue();
    }

    @Test
    void take_afterTheClockWentBack_doesNotThrow() {
        now.set(Instant.EPOCH.plusSeconds(100));
        limits.take("a", 1);
        now.set(Instant.EPOCH);

        assertThat(limits.take("a", 1).allowed()).isFalse();
    }
}
