package io.asktell.tooleval.target;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.ToolNames;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;

/**
 * A model behind a provider's protocol. Overload (429), server errors, time-outs and broken connections are tried again;
 * any other refusal is final. Redirects are not followed: they would carry the key elsewhere.
 */
public final class ProviderModel implements TargetModel {
    private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;
    private static final int MAX_ERROR_CHARACTERS = 300;

    private final TargetOptions options;
    private final WireFormat format;
    private final ProviderLimiter limiter;
    private final HttpClient http;
    private final CallListener calls;
    private final Timing timing;
    private final DoubleSupplier jitter;

    /** A model that shares its provider's limiter and an HTTP client with others. */
    public ProviderModel(TargetOptions options, ProviderLimiter limiter, HttpClient http) {
        this(options, limiter, http, CallListener.NONE);
    }

    public ProviderModel(TargetOptions options, ProviderLimiter limiter, HttpClient http, CallListener calls) {
        this(
                options,
                limiter,
                http,
                calls,
                Timing.system(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    ProviderModel(
            TargetOptions options,
            ProviderLimiter limiter,
            HttpClient http,
            CallListener calls,
            Timing timing,
            DoubleSupplier jitter) {
        this.options = options;
        this.format = WireFormat.of(options.protocol());
        this.limiter = limiter;
        this.http = http;
        this.calls = calls;
        this.timing = timing;
        this.jitter = jitter;
    }

    /** A client as these models need it. */
    public static HttpClient newHttpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** The body that {@link #complete} sends. */
    public ObjectNode body(ModelRequest request) {
        return format.body(options, request, new ToolNames(request.tools()));
    }

    @Override
    public boolean takesSeed() {
        return options.takesSeed();
    }

    @Override
    public ModelResponse complete(ModelRequest request) throws InterruptedException {
        return ask(request).response();
    }

    /**
     * What came of a request.
     *
     * @param refused whether the provider found fault with the request itself
     */
    public record Reply(ModelResponse response, boolean refused) {}

    /** The model's answer, and whether it is a refusal of what was asked. */
    public Reply ask(ModelRequest request) throws InterruptedException {
        var names = new ToolNames(request.tools());
        var body = format.body(options, request, names);
        for (int attempt = 1; ; attempt++) {
            limiter.acquire();
            long start = timing.nanoTime();
            var result = attempt(body, request, names);
            calls.called(result.outcome(), attempt > 1, Duration.ofNanos(timing.nanoTime() - start));
            if (!result.retryable()) {
                limiter.answered();
                return new Reply(result.response(), result.refused());
            }
            var delay = options.retry().delay(attempt, result.retryAfter(), jitter.getAsDouble());
            if (result.overload()) {
                limiter.overloaded(result.retryAfter().isPresent() ? delay : Duration.ZERO);
            } else {
                limiter.abandoned();
            }
            if (attempt >= options.retry().attempts()) {
                return new Reply(result.response(), false);
            }
            timing.sleep(delay);
        }
    }

    /** What one attempt came to. {@code overload}: the provider had too much to do, as far as one can tell. */
    private record Attempt(
            ModelResponse response,
            boolean retryable,
            boolean overload,
            boolean refused,
            Optional<Duration> retryAfter) {
        CallListener.Outcome outcome() {
            if (overload) {
                return CallListener.Outcome.OVERLOADED;
            }
            if (retryable) {
                return CallListener.Outcome.FAILED;
            }
            return response.error() != null ? CallListener.Outcome.REFUSED : CallListener.Outcome.ANSWERED;
        }
    }

    private Attempt attempt(ObjectNode body, ModelRequest request, ToolNames names) throws InterruptedException {
        long start = timing.nanoTime();
        HttpResponse<byte[]> response;
        try {
            response = send(body);
        } catch (TimeoutException e) {
            return failed("no answer within " + options.timeout().toMillis() + " ms", start, true, true);
        } catch (ProviderNetworks.RefusedAddressException e) {
            return failed("the provider is not called: " + e.getMessage(), start, false, false);
        } catch (IOException e) {
            return failed("cannot reach the provider: " + why(e), start, true, false);
        } catch (InterruptedException e) {
            limiter.abandoned();
            throw e;
        }
        var json = parse(response.body());
        int status = response.statusCode();
        if (status == 200) {
            var answer = format.answer(json, request, names, millisSince(start));
            if (answer.isPresent()) {
                return new Attempt(answer.get(), false, false, false, Optional.empty());
            }
            var why = WireFormat.errorMessage(json).orElse("the body is not a chat completion");
            return failed("the provider answered 200, but " + why, start, false, false);
        }
        var words = WireFormat.errorMessage(json).map(text -> ": " + text).orElse("");
        var overload = status == 408 || status == 429 || status == 503 || status == 529;
        var retryable = overload || status >= 500;
        var message = printable("the provider answered " + status + words);
        return new Attempt(
                ModelResponse.failed(message, millisSince(start)),
                retryable,
                overload,
                status == 400 || status == 422,
                retryAfter(response).or(() -> format.retryAfter(json)));
    }

    /** In words for whoever set the address. */
    private String why(IOException e) {
        String place = options.baseUrl().getAuthority();
        if (e instanceof ConnectException) {
            return e.getCause() instanceof UnresolvedAddressException
                    ? "the host of " + place + " is unknown"
                    : "nothing answers at " + place;
        }
        return e.getMessage() == null ? "the connection to " + place + " broke" : e.getMessage();
    }

    private HttpResponse<byte[]> send(ObjectNode body) throws IOException, InterruptedException, TimeoutException {
        options.networks().check(options.baseUrl());
        var request = HttpRequest.newBuilder(WireFormat.uri(format, options))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(body)));
        format.headers().forEach(request::header);
        var key = options.apiKey();
        if (key != null) {
            format.credentials(key).forEach(request::header);
        }
        // the request's own timeout ends with the headers; this one covers the body too
        var future = http.sendAsync(request.build(), info -> new BoundedBody(MAX_ANSWER_BYTES));
        try {
            return future.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw cause instanceof IOException io ? io : new IOException(cause == null ? null : cause.getMessage(), e);
        } finally {
            future.cancel(true); // no effect on a finished one
        }
    }

    private Attempt failed(String message, long start, boolean retryable, boolean overload) {
        return new Attempt(
                ModelResponse.failed(printable(message), millisSince(start)),
                retryable,
                overload,
                false,
                Optional.empty());
    }

    private String printable(String message) {
        var key = options.apiKey();
        var text = key == null || key.isEmpty() ? message : message.replace(key, "[key]");
        text = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() <= MAX_ERROR_CHARACTERS ? text : text.substring(0, MAX_ERROR_CHARACTERS) + "…";
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.mapper().readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3); empty if absent or neither. */
    private Optional<Duration> retryAfter(HttpResponse<?> response) {
        var value =
                response.headers().firstValue("Retry-After").map(String::trim).orElse("");
        if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return Optional.of(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
        }
        try {
            var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            var wait = Duration.between(timing.now(), date.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private long millisSince(long start) {
        return (timing.nanoTime() - start) / 1_000_000;
    }
}
