package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@link ReferenceModel} as OpenAI's chat completions. Credentials are not asked for, and ignored. */
public final class ReferenceModelServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReferenceModelServer.class);
    private static final long MAX_BODY_BYTES = 16L * 1024 * 1024;

    private final ReferenceModelOptions options;
    private final ReferenceModel model = new ReferenceModel();
    private final RequestReader reader = new RequestReader();
    private final RateLimiter limiter;
    private final SplittableRandom failures;
    private final SplittableRandom entropy;
    private final Javalin app;

    private ReferenceModelServer(ReferenceModelOptions options) {
        this.options = options;
        this.limiter = new RateLimiter(options.rateLimitRpm());
        var random = new SplittableRandom(options.seed().orElseGet(() -> new SecureRandom().nextLong()));
        this.failures = random.split();
        this.entropy = random.split();
        this.app = Javalin.create(config -> {
            config.jetty.host = options.host();
            config.jetty.port = options.port();
            config.http.maxRequestSize = MAX_BODY_BYTES;
            config.http.prefer405over404 = true;
            config.startup.showJavalinBanner = false;
            addTo(config.routes);
        });
    }

    /** Listens when this returns. */
    public static ReferenceModelServer start(ReferenceModelOptions options) {
        var server = new ReferenceModelServer(options);
        server.app.start();
        return server;
    }

    public int port() {
        return app.port();
    }

    /** Where OpenAI's routes begin: {@code http://host:port/v1}. */
    public URI baseUri() {
        return URI.create("http://" + options.host() + ':' + port() + "/v1");
    }

    @Override
    public void close() {
        app.stop();
    }

    private void addTo(RoutesConfig routes) {
        routes.get("/v1/models", ctx -> send(ctx, 200, AnswerWriter.models()));
        routes.post("/v1/chat/completions", this::complete);
        routes.exception(
                RefusedRequestException.class,
                (e, ctx) -> send(
                        ctx,
                        e.status(),
                        AnswerWriter.error(e.explanation(), "invalid_request_error", e.param(), e.code())));
        routes.exception(Exception.class, (e, ctx) -> {
            log.error("a request to the reference model failed; answering 500", e);
            send(ctx, 500, AnswerWriter.error("The server had an error.", "server_error", null, null));
        });
        routes.error(404, "*", ctx -> unlessAnswered(ctx, "Unknown request URL: " + ctx.method() + ' ' + ctx.path()));
        routes.error(405, ctx -> unlessAnswered(ctx, "Not allowed to " + ctx.method() + " here."));
        routes.error(413, ctx -> unlessAnswered(ctx, "The body of your request is too large."));
    }

    private void complete(Context ctx) {
        long waitSeconds = limiter.acquire(System.nanoTime());
        if (waitSeconds > 0) {
            ctx.header("Retry-After", Long.toString(waitSeconds));
            var message = "Rate limit reached; try again in " + waitSeconds + " s.";
            send(ctx, 429, AnswerWriter.error(message, "rate_limit_error", null, "rate_limit_exceeded"));
            return;
        }
        var request = reader.read(ctx.bodyAsBytes());
        if (fails()) {
            var error = AnswerWriter.error("The server had an error, as it was told to.", "server_error", null, null);
            sendLater(ctx, options.latency(), 500, error);
            return;
        }
        long chance = chance();
        var answer = model.answer(request, chance);
        var body = AnswerWriter.completion(answer, chance, System.currentTimeMillis() / 1000);
        sendLater(
                ctx,
                options.latency().plus(options.latencyPerToken().multipliedBy(answer.completionTokens())),
                200,
                body);
    }

    private boolean fails() {
        synchronized (failures) {
            return failures.nextDouble() < options.failRate();
        }
    }

    private long chance() {
        synchronized (entropy) {
            return entropy.nextLong();
        }
    }

    /** Waiting holds no thread. */
    private static void sendLater(Context ctx, Duration delay, int status, JsonNode body) {
        if (delay.isZero()) {
            send(ctx, status, body);
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
        ctx.future(() -> CompletableFuture.runAsync(() -> send(ctx, status, body), later));
    }

    private static void unlessAnswered(Context ctx, String message) {
        if (!"application/json".equals(ctx.res().getContentType())) {
            send(ctx, ctx.status().getCode(), AnswerWriter.error(message, "invalid_request_error", null, null));
        }
    }

    private static void send(Context ctx, int status, JsonNode body) {
        ctx.status(status).contentType("application/json").result(body.toString());
    }
}
