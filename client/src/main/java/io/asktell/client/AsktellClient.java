package io.asktell.client;

import io.asktell.api.Assignment;
import io.asktell.api.ClaimRequest;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.HealthResponse;
import io.asktell.api.ReadyResponse;
import io.asktell.api.StudyResponse;
import io.asktell.api.StudySummary;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks to one server. Safe for use by many threads; make one and keep it. */
public final class AsktellClient {
    static final String STUDIES = "/v1/tuner/studies";

    private final ClientOptions options;
    private final HttpClient http;
    private final Transport transport;

    public AsktellClient(ClientOptions options) {
        // HTTP/1.1: over plain text the JDK's client would try to upgrade the first request of every connection
        this(
                options,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(options.connectTimeout())
                        .build());
    }

    private AsktellClient(ClientOptions options, HttpClient http) {
        this(
                options,
                http,
                new Transport(
                        options,
                        http,
                        new RetryPolicy(
                                options, () -> ThreadLocalRandom.current().nextDouble()),
                        Pauses.REAL));
    }

    AsktellClient(ClientOptions options, HttpClient http, Transport transport) {
        this.options = options;
        this.http = http;
        this.transport = transport;
    }

    public ClientOptions options() {
        return options;
    }

    /** A client over the same connections that is patient in another way. The connect time-out stays. */
    public AsktellClient with(UnaryOperator<ClientOptions> change) {
        return new AsktellClient(change.apply(options), http);
    }

    public HealthResponse health() {
        return transport.send(Call.get("/v1/tuner/health")).read(HealthResponse.class);
    }

    /** Throws an {@link ApiException} of status 503 if the server takes no work. */
    public ReadyResponse ready() {
        return transport.send(Call.get("/v1/tuner/ready")).read(ReadyResponse.class);
    }

    /** Makes a study, or loads the one of this name unless {@code load_if_exists} is false. */
    public StudyResponse createStudy(CreateStudyRequest request) {
        return transport.send(Call.keyedPost(STUDIES, request)).read(StudyResponse.class);
    }

    /** All studies, page by page as the stream is read. */
    public Stream<StudySummary> studies() {
        return studies(null, null);
    }

    /**
     * Some studies, page by page as the stream is read.
     *
     * @param nameContains part of the name; null for any
     * @param status {@code active}, {@code paused} or {@code stopped}; null for any
     */
    public Stream<StudySummary> studies(@Nullable String nameContains, @Nullable String status) {
        var call = Call.get(STUDIES).query("name_contains", nameContains).query("status", status);
        return Pages.stream(transport, call, StudySummary.class);
    }

    /** A study by its name; nothing is asked of the server yet. */
    public StudyClient study(String name) {
        return new StudyClient(transport, name);
    }

    /** Takes an export back, whole or not at all. */
    public StudyResponse importStudy(byte[] jsonLines) {
        return transport
                .send(Call.keyedPost(STUDIES + "/import", "application/jsonl", jsonLines, Call.newKey()))
                .read(StudyResponse.class);
    }

    /** Any trial of any job; empty if there was none within {@code wait_seconds}. */
    public Optional<Assignment> claim(ClaimRequest request) {
        return claim(request, Call.newKey());
    }

    /** Claims again after a claim that got no answer, with the same key: what that one got was not claimed in vain. */
    public Optional<Assignment> claim(ClaimRequest request, String idempotencyKey) {
        var wait = request.waitSeconds();
        var call = Call.keyedPost("/v1/workers/claim", request, idempotencyKey)
                .patience(Duration.ofMillis(wait == null ? 0 : (long) (wait * 1000)));
        var answer = transport.send(call);
        return answer.status() == 204 ? Optional.empty() : Optional.of(answer.read(Assignment.class));
    }

    /** Keys and tokens. */
    public KeyClient keys() {
        return new KeyClient(transport);
    }

    /** Models and their providers. */
    public ModelClient models() {
        return new ModelClient(transport);
    }

    /** Suites of test cases. */
    public SuiteClient suites() {
        return new SuiteClient(transport);
    }

    /** Tunes of models' parameters. */
    public ParamTuneClient paramTunes() {
        return new ParamTuneClient(transport);
    }
}
