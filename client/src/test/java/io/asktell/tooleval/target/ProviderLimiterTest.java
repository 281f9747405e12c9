package io.asktell.tooleval.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ProviderLimiterTest {
    private final FakeTiming timing = new FakeTiming();

    @Test
    void acquire_withCallsPerMinute_spacesThem() throws InterruptedException {
        var limiter = new ProviderLimiter(10, OptionalInt.of(30), timing);

        for (int i = 0; i < 4; i++) {
            limiter.acquire();
        }

        assertThat(timing.sleeps())
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Test
    void overloaded_halvesOncePerSecond_andAnswersRaiseAgain() throws InterruptedException {
        var limiter = new ProviderLimiter(8, OptionalInt.empty(), timing);
        for (int i = 0; i < 8; i++) {
            limiter.acquire();
        }

        limiter.overloaded(Duration.ZERO);
        limiter.overloaded(Duration.ZERO);
        assertThat(limiter.concurrency()).isEqualTo(4);
        timing.sleep(Duration.ofSeconds(1));
        limiter.overloaded(Duration.ZERO);
        assertThat(limiter.concurrency()).isEqualTo(2);

        for (int i = 0; i < 5; i++) {
            limiter.answered();
        }
        assertThat(limiter.concurrency()).isEqualTo(3);
        for (int i = 0; i < 100; i++) {
            limiter.acquire();
            limiter.answered();
        }
        assertThat(limiter.concurrency()).isEqualTo(8);
    }

    @Test
    void overloaded_withAPause_holdsEverybodyBack() throws InterruptedException {
        var limiter = new ProviderLimiter(2, OptionalInt.empty(), timing);
        limiter.acquire();
        limiter.overloaded(Duration.ofSeconds(9));

        limiter.acquire();

        assertThat(timing.sleeps()).containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void acquire_whenFull_waitsForARelease() throws InterruptedException {
        var limiter = new ProviderLimiter(1, OptionalInt.empty(), timing);
        limiter.acquire();
        var got = new CountDownLatch(1);
        var waiter = new Thread(() -> {
            try {
                limiter.acquire();
                got.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();

        assertThat(got.getCount()).isEqualTo(1);
        limiter.answered();

        assertThat(got.await(10, TimeUnit.SECONDS)).isTrue();
        waiter.join();
    }
}
