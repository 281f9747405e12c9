package io.asktell.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends calls, repeats those that may be repeated, and turns refusals into exceptions. */
final class Transport {
    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    private static final BodyHandler<InputStream> WHOLE =
            head -> BodySubscribers.mapping(BodySubscribers.ofByteArray(), ByteArrayInputStream::new);

    private final ClientOptions options;
    private final HttpClient http;
    private final RetryPolicy retries;
    private final Pauses pauses;
    private final String base;

    Transport(ClientOptions options, HttpClient http, RetryPolicy retries, Pauses pauses) {
        this.options = options;
        this.http = http;
        this.retries = retries;
        this.pauses = pauses;
        this.base = options.baseUri().toString().replaceAll("/+$", "");
    }

    /** The whole answer, in memory. */
    Answer send(Call call) {
        return send(call, WHOLE, new AtomicInteger());
    }

    /** The answer as it comes; the caller closes it. Only its head has to come in time. */
    Answer open(Call call) {
        return send(
                call,
                head -> success(head.statusCode()) ? BodySubscribers.ofInputStream() : WHOLE.apply(head),
                new AtomicInteger());
    }

    /** Deletes; what is gone when the call is repeated was deleted by the first attempt. */
    void delete(String path) {
        var attempts = new AtomicInteger();
        try {
            send(Call.delete(path), WHOLE, attempts);
        } catch (NotFoundException e) {
            if (attempts.get() == 1) {
                throw e;
            }
        }
    }

    private Answer send(Call call, BodyHandler<InputStream> handler, AtomicInteger attempts) {
        while (true) {
            int attempt = attempts.incrementAndGet();
            ApiException failure;
            try {
                var response = exchange(call, handler);
                if (success(response.statusCode())) {
                    return new Answer(response.statusCode(), response.headers(), response.body());
                }
                failure = Problems.exceptionOf(
                        response.statusCode(),
                        response.body().readAllBytes(),
                        response.headers()
                                .firstValue("Retry-After")
                                .flatMap(this::retryAfter)
                                .orElse(null));
            } catch (IOException e) {
                failure = new UnreachableException(
                        call.method() + " " + base + call.path() + " got no answer: " + reason(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CallInterruptedException(e);
            }
            pauseOrThrow(call, attempt, failure);
        }
    }

    private void pauseOrThrow(Call call, int attempt, ApiException failure) {
        // "in_progress" before any retry means that somebody else uses the same key
        boolean worthIt = failure.code().equals("in_progress") ? attempt > 1 : failure.retryable();
        Optional<Duration> delay = call.repeatable() && worthIt
                ? retries.delay(attempt, failure.retryAfter().orElse(null))
                : Optional.empty();
        if (delay.isEmpty()) {
            throw failure;
        }
        log.debug("{}; trying again in {} ms", failure.getMessage(), delay.get().toMillis());
        pause(delay.get());
    }

    /** Waits; an interrupt ends the call. */
    void pause(Duration duration) {
        try {
            pauses.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(e);
        }
    }

    private HttpResponse<InputStream> exchange(Call call, BodyHandler<InputStream> handler)
            throws IOException, InterruptedException {
        var timeout = options.requestTimeout().plus(call.patience());
        var answer = http.sendAsync(request(call), handler);
        try {
            // not HttpRequest.timeout: that one ends with the head of the answer, and a body may stall too
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            var late = new HttpTimeoutException("nothing within " + timeout.toMillis() + " ms");
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(Call call) {
        var body = call.body();
        var request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .method(call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        call.headers().forEach(request::header);
        if (!call.headers().containsKey("Accept")) {
            request.header("Accept", "application/json");
        }
        var key = options.apiKey();
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    /** Seconds, or a date; empty if it is neither. */
    private Optional<Duration> retryAfter(String value) {
        try {
            if (value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(pauses.now(), date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean success(int status) {
        return status / 100 == 2;
    }

    private static String reason(IOException e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof ConnectException ? "it cannot be connected to" : "the connection broke";
    }
}
