package io.asktell.server.jobs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is read when it is first asked for. For one thread. */
final class Once<T> {
    private final Supplier<T> reading;
    private @Nullable T value;

    Once(Supplier<T> reading) {
        this.reading = reading;
    }

    T get() {
        T known = value;
        if (known == null) {
            known = reading.get();
            value = known;
        }
        return known;
    }
}
