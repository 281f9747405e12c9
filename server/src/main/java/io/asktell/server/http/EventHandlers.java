package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.Json;
import io.asktell.server.events.StudyStreams;
import io.asktell.server.events.Watcher;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.EventRow;
import io.asktell.server.study.Studies;
import io.asktell.server.study.Trials;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What happens to a study, as server-sent events that a client can take up again where it lost them. */
public final class EventHandlers {
    private final Studies studies;
    private final Trials trials;
    private final StudyStreams streams;
    private final Admissions admissions;

    public EventHandlers(Studies studies, Trials trials, StudyStreams streams, Admissions admissions) {
        this.studies = studies;
        this.trials = trials;
        this.streams = streams;
        this.admissions = admissions;
    }

    void stream(Context ctx) {
        var study = studies.find(ctx.pathParam("name"));
        long after = lastEventId(ctx, study.ledger().seq());
        ctx.future(() -> {
            ctx.res().setContentType("text/event-stream");
            ctx.res().setHeader("Cache-Control", "no-store");
            ctx.res().setHeader("X-Accel-Buffering", "no");
            var output = output(ctx);
            var admission = Objects.requireNonNull(ctx.<Admission>attribute(AuthHook.ADMISSION));
            var unused = output.send("retry: 1000\n\n"); // whether it arrives shows with what follows
            var stream = streams.open(
                    study.row().id(), after, event -> data(study.row().name(), event), output);
            admissions.watch(admission, over -> output.close(Watcher.OVER, String.valueOf(over.getMessage())));
            return output.closed().thenRun(() -> {
                stream.close();
                admissions.forget(admission);
            });
        });
    }

    private static EventOutput output(Context ctx) {
        try {
            return EventOutput.to(
                    ctx.res().getOutputStream(),
                    () -> ServletContextRequest.getServletContextRequest(ctx.req())
                            .getConnectionMetaData()
                            .getConnection()
                            .close());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lastEventId(Context ctx, long now) {
        String id = ctx.header("Last-Event-ID");
        if (id == null || id.isBlank()) {
            return now;
        }
        if (!id.matches("\\d{1,18}")) {
            throw new MalformedException(
                    "malformed_header", "Last-Event-ID is the id of an event of this stream, but it is " + id + ".");
        }
        return Math.min(Long.parseLong(id), now);
    }

    private String data(String study, EventRow event) {
        try {
            Object body = event.number() < 0
                    ? StudyHandlers.response(studies.find(study))
                    : TrialAnswers.response(trials.find(study, event.number()));
            return Json.mapper().writeValueAsString(body);
        } catch (NotFoundException e) {
            return Map.of().toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
