package io.asktell.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.events.EventStream;
import io.asktell.server.events.JobStreams;
import io.asktell.server.events.Watcher;
import io.asktell.server.jobs.Jobs;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.MalformedException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.problem.TooManyException;
import io.asktell.server.store.StorageFailures;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to jobs, over a WebSocket: a client subscribes to jobs and misses none of their messages. */
public final class WatchHandlers implements WebSocketHandler {
    private static final Logger log = LoggerFactory.getLogger(WatchHandlers.class);
    private static final String STREAMS = "asktell.streams";
    private static final int MAX_JOBS = 100;
    /** A page for each job, and some answers; a client that sends without reading gets no more. */
    private static final int MAX_WAITING = 101 * MAX_JOBS;

    private static final int UNSUPPORTED_DATA = 1003;
    /** Above it an application's own codes begin; those used are 4000 and the status that HTTP would have. */
    private static final int OWN_CODES = 4000;

    private static final Duration IDLE = Duration.ofSeconds(60);

    /** What a client sends. */
    private record Message(
            @Nullable String type,
            @Nullable String jobId,
            @Nullable Long since,
            @Nullable String token) {}

    private final Jobs jobs;
    private final JobStreams streams;
    private final Admissions admissions;

    public WatchHandlers(Jobs jobs, JobStreams streams, Admissions admissions) {
        this.jobs = jobs;
        this.streams = streams;
        this.admissions = admissions;
    }

    @Override
    public void handle(Context ctx) {
        throw new MalformedException("upgrade_required", "This is a WebSocket; open it as one.");
    }

    @Override
    public void socket(WsConfig socket) {
        socket.onConnect(ctx -> {
            ServiceException refusal = ctx.attribute(AuthHook.REFUSAL);
            if (refusal != null) {
                refuse(ctx.session, refusal);
                return;
            }
            ctx.session.setIdleTimeout(IDLE);
            ctx.session.setMaxOutgoingFrames(MAX_WAITING);
            ctx.attribute(STREAMS, new ConcurrentHashMap<String, EventStream<String>>());
            admissions.watch(admission(ctx), over -> refuse(ctx.session, over));
        });
        socket.onMessage(WatchHandlers.this::received);
        socket.onBinaryMessage(ctx -> {
            send(ctx.session, error("malformed_request", "Messages are JSON texts.", null));
            ctx.session.close(UNSUPPORTED_DATA, "Messages are JSON texts.", Callback.NOOP);
        });
        socket.onClose(this::forget);
        socket.onError(this::forget);
    }

    private static void refuse(Session session, ServiceException refusal) {
        send(session, error(refusal, null));
        session.close(OWN_CODES + refusal.status(), refusal.code(), Callback.NOOP);
    }

    private void received(WsMessageContext ctx) {
        Map<String, EventStream<String>> open = ctx.attribute(STREAMS);
        if (open == null) {
            return; // refused already
        }
        String jobId = null;
        try {
            var message = RequestReader.parse(ctx.message(), Message.class);
            jobId = message.jobId();
            switch (Objects.requireNonNullElse(message.type(), "")) {
                case "subscribe" -> subscribe(ctx, message, open);
                case "auth" -> authenticate(ctx, message);
                default -> throw new InvalidException("type", "\"subscribe\" or \"auth\"");
            }
        } catch (ServiceException e) {
            send(ctx.session, error(e, jobId));
        } catch (RuntimeException e) {
            if (StorageFailures.temporary(e)) {
                send(ctx.session, error("storage_unavailable", "The database cannot be reached; try again.", jobId));
            } else {
                log.error("cannot answer a watcher's message; telling it so", e);
                send(ctx.session, error("internal_error", "Something went wrong in the server.", jobId));
            }
        }
    }

    /** Goes on with another token before the one it was opened with ends. */
    private static void authenticate(WsContext ctx, Message message) {
        if (message.token() == null) {
            throw new InvalidException("token", "a token is required");
        }
        admission(ctx).renew(message.token());
        send(
                ctx.session,
                Json.mapper().createObjectNode().put("type", "authenticated").toString());
    }

    private static Admission admission(WsContext ctx) {
        return Objects.requireNonNull(ctx.<Admission>attribute(AuthHook.ADMISSION));
    }

    private void subscribe(WsContext ctx, Message message, Map<String, EventStream<String>> open) {
        if (message.jobId() == null) {
            throw new InvalidException("job_id", "the id of a job is required");
        }
        long since = message.since() == null ? 0 : message.since();
        if (since < 0) {
            throw new InvalidException("since", "the number of the last message that was received, or 0");
        }
        String id = jobs.find(message.jobId()).id();
        if (open.size() >= MAX_JOBS && !open.containsKey(id)) {
            throw new TooManyException("too_many_jobs", "A connection watches at most " + MAX_JOBS + " jobs.", 1);
        }
        var before = open.put(id, streams.open(id, since, new Client(ctx.session)));
        if (before != null) {
            before.close();
        }
        if (!ctx.session.isOpen()) {
            forget(ctx);
        }
    }

    private void forget(WsContext ctx) {
        Map<String, EventStream<String>> open = ctx.attribute(STREAMS);
        if (open != null) {
            admissions.forget(admission(ctx));
            open.values().forEach(EventStream::close);
        }
    }

    private static String error(ServiceException e, @Nullable String jobId) {
        return error(e.code(), e.getMessage(), jobId);
    }

    /** Without a number, because it is no message of the job. */
    private static String error(String code, @Nullable String detail, @Nullable String jobId) {
        ObjectNode message = Json.mapper().createObjectNode();
        message.put("type", "error");
        if (jobId != null) {
            message.put("job_id", jobId);
        }
        return message.put("code", code).put("detail", detail).toString();
    }

    private static void send(Session session, String text) {
        session.sendText(text, Callback.NOOP);
    }

    private record Client(Session session) implements Watcher {
        @Override
        public CompletableFuture<Void> send(String text) {
            var sent = new CompletableFuture<Void>();
            try {
                session.sendText(text, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
            } catch (RuntimeException e) {
                sent.completeExceptionally(e);
            }
            return sent;
        }

        @Override
        public void ping() {
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }

        /** A client that reads nothing takes no closing frame either, so its connection is cut a moment later. */
        @Override
        public void close(int code, String reason) {
            session.setIdleTimeout(Duration.ofSeconds(2));
            session.close(code, reason, Callback.NOOP);
        }
    }
}
