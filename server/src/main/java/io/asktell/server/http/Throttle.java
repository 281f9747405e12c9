package io.asktell.server.http;

import io.asktell.server.auth.Credential;
import io.asktell.server.auth.RateLimits;
import io.asktell.server.auth.RateLimits.Verdict;
import io.asktell.server.problem.TooManyException;
import io.javalin.http.Context;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How often one may ask: keys as they or the configuration say, and addresses without a credential that holds. The two are counted apart, so nobody's
 * failures touch who shows a credential that holds.
 */
public final class Throttle {
    private static final int FAILURES_PER_MINUTE = 30;

    private final @Nullable Integer keyRpm;
    private final @Nullable Integer addressRpm;
    private final RateLimits keys;
    private final RateLimits addresses;
    private final RateLimits failures;

    public Throttle(Perimeter perimeter, Clock clock) {
        this.keyRpm = perimeter.keyRpm();
        this.addressRpm = perimeter.addressRpm();
        this.keys = new RateLimits(clock);
        this.addresses = new RateLimits(clock);
        this.failures = new RateLimits(clock);
    }

    /** A request with a credential that holds. */
    void known(Context ctx, Credential credential) {
        var rate = credential.rateLimitRpm() != null ? credential.rateLimitRpm() : credential.own() ? null : keyRpm;
        if (rate == null) {
            return;
        }
        var verdict = keys.take(credential.id(), rate);
        tell(ctx, verdict);
        if (!verdict.allowed()) {
            throw new TooManyException(
                    "rate_limited",
                    "The key \"" + credential.name() + "\" may make " + rate + " requests a minute; try again in "
                            + verdict.retrySeconds() + " s.",
                    verdict.retrySeconds());
        }
    }

    /** A request without a credential. */
    void unknown(Context ctx) {
        if (addressRpm == null) {
            return;
        }
        var verdict = addresses.take(ClientAddress.networkOf(ctx), addressRpm);
        tell(ctx, verdict);
        if (!verdict.allowed()) {
            throw new TooManyException(
                    "rate_limited",
                    "This address may make " + addressRpm + " requests a minute without a credential; try again in "
                            + verdict.retrySeconds() + " s.",
                    verdict.retrySeconds());
        }
    }

    /** A wrong credential; {@code network} as of {@link ClientAddress#networkOf}. */
    void failed(String network) {
        var verdict = failures.take(network, FAILURES_PER_MINUTE);
        if (!verdict.allowed()) {
            throw new TooManyException(
                    "too_many_failures",
                    "Too many wrong credentials came from this address; try again in " + verdict.retrySeconds() + " s.",
                    verdict.retrySeconds());
        }
    }

    private static void tell(Context ctx, Verdict verdict) {
        ctx.header("RateLimit-Limit", Integer.toString(verdict.limit()));
        ctx.header("RateLimit-Remaining", Integer.toString(verdict.remaining()));
        ctx.header("RateLimit-Reset", Long.toString(verdict.resetSeconds()));
    }
}
