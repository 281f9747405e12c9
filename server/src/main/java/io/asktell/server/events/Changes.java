package io.asktell.server.events;

import io.asktell.server.study.StudyEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on what this server's transactions did to studies, after their commits. Listeners must be quick. */
public final class Changes {
    private final List<Consumer<List<StudyEvent>>> listeners = new CopyOnWriteArrayList<>();

    public void listen(Consumer<List<StudyEvent>> listener) {
        listeners.add(listener);
    }

    public void publish(List<StudyEvent> events) {
        listeners.forEach(listener -> listener.accept(events));
    }
}
