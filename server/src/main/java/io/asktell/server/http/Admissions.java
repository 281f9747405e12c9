package io.asktell.server.http;

import io.asktell.server.problem.ServiceException;
import io.asktell.server.problem.UnauthorizedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks often enough whether the credentials that open streams were let in with still hold, and ends the streams of those that do not within a second. */
public final class Admissions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Admissions.class);
    private static final long LOOK_MILLIS = 400;

    private final Map<Admission, Consumer<ServiceException>> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "admissions");
        named.setDaemon(true);
        return named;
    });

    public Admissions() {
        clock.scheduleWithFixedDelay(
                () -> streams.forEach(this::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param end ends the stream, with the reason; called once at most, and not after {@link #forget} */
    void watch(Admission admission, Consumer<ServiceException> end) {
        streams.put(admission, end);
    }

    void forget(Admission admission) {
        streams.remove(admission);
    }

    private void look(Admission admission, Consumer<ServiceException> end) {
        try {
            if (!admission.holds() && streams.remove(admission) != null) {
                end.accept(new UnauthorizedException(
                        "credential_expired",
                        "The credential has expired or was revoked; connect again with another."));
            }
        } catch (RuntimeException e) {
            log.warn("cannot look whether a stream's credential holds ({}); trying again", e.toString());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
