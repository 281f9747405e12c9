package io.asktell.server.http;

import io.asktell.server.problem.ServiceException;
import io.asktell.server.problem.UnauthorizedException;
import io.asktell.server.store.Rounds;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Looks often enough whether the credentials that open streams were let in with still hold, and ends the streams of those that do not within a second. */
public final class Admissions implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(400);

    private final Map<Admission, Consumer<ServiceException>> streams = new ConcurrentHashMap<>();
    private final Rounds rounds = new Rounds("admissions", "look whether streams' credentials hold", this::look);

    public Admissions() {
        rounds.start(LOOK);
    }

    /** @param end ends the stream, with the reason; called once at most, and not after {@link #forget} */
    void watch(Admission admission, Consumer<ServiceException> end) {
        streams.put(admission, end);
    }

    void forget(Admission admission) {
        streams.remove(admission);
    }

    private void look() {
        streams.forEach((admission, end) -> {
            if (!admission.holds() && streams.remove(admission) != null) {
                end.accept(new UnauthorizedException(
                        "credential_expired",
                        "The credential has expired or was revoked; connect again with another."));
            }
        });
    }

    @Override
    public void close() {
        rounds.close();
    }
}
