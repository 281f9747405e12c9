package io.asktell.server.metrics;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Which workers were here lately; each is forgotten when it was not seen for a while. Of very many, the latest are kept. */
public final class Attendance {
    private static final int MOST = 100_000;

    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<String, Long> seen = new LinkedHashMap<>(64, 0.75f, true) { // the longest unseen first
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST;
                }
            };

    public Attendance(Duration patience) {
        this(patience, System::nanoTime);
    }

    Attendance(Duration patience, LongSupplier nanoTime) {
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** @param worker its name; those without one are told apart by their credentials only */
    public synchronized void see(@Nullable String credential, @Nullable String worker) {
        seen.put(credential + " " + worker, nanoTime.getAsLong());
    }

    public synchronized int present() {
        long now = nanoTime.getAsLong();
        for (Iterator<Long> times = seen.values().iterator(); times.hasNext(); ) {
            if (now - times.next() <= patienceNanos) {
                break;
            }
            times.remove();
        }
        return seen.size();
    }
}
