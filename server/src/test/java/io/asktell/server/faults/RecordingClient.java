package io.asktell.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plain calls that are never repeated behind the caller's back, each of them recorded. */
final class RecordingClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Recorder recorder;
    private final String worker;
    private final Duration patience;

    RecordingClient(Recorder recorder, String worker, Duration patience) {
        this.recorder = recorder;
        this.worker = worker;
        this.patience = patience;
    }

    Call ask(URI server, String study, String key) throws InterruptedException {
        var begun = Call.ask(id(), worker, study, key, System.nanoTime());
        var body = JSON.createObjectNode().put("worker", worker);
        var request = post(server, path(study) + "/trials/suggest", body).header("Idempotency-Key", key);
        return send(begun, request, Seen::of);
    }

    Call tell(URI server, String study, int number, double value, @Nullable String token) throws InterruptedException {
        var begun = Call.tell(id(), worker, study, number, value, token, System.nanoTime());
        var body = JSON.createObjectNode().put("values", value).put("lease_token", token);
        return send(begun, post(server, path(study) + "/trials/" + number + "/complete", body), Seen::of);
    }

    Call heartbeat(URI server, String study, int number, @Nullable String token) throws InterruptedException {
        var begun = Call.heartbeat(id(), worker, study, number, token, System.nanoTime());
        var body = JSON.createObjectNode().put("lease_token", token);
        return send(begun, post(server, path(study) + "/trials/" + number + "/heartbeat", body), answer -> null);
    }

    Call read(URI server, String study, int number) throws InterruptedException {
        var begun = Call.read(id(), worker, study, number, System.nanoTime());
        return send(begun, HttpRequest.newBuilder(server.resolve(path(study) + "/trials/" + number)), Seen::of);
    }

    private static String path(String study) {
        return "/v1/tuner/studies/" + study;
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static HttpRequest.Builder post(URI server, String path, ObjectNode body) {
        return HttpRequest.newBuilder(server.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
    }

    private Call send(Call begun, HttpRequest.Builder request, Function<JsonNode, @Nullable Seen> seen)
            throws InterruptedException {
        recorder.record(begun);
        var ended = outcome(begun, request.timeout(patience).build(), seen);
        recorder.record(ended);
        return ended;
    }

    private Call outcome(Call begun, HttpRequest request, Function<JsonNode, @Nullable Seen> seen)
            throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            long now = System.nanoTime();
            int status = answer.statusCode();
            if (status / 100 == 2) {
                return begun.done(now, seen.apply(JSON.readTree(answer.body())));
            }
            var code = JSON.readTree(answer.body()).path("code").asText("none");
            return status / 100 == 4 ? begun.refused(now, code) : begun.unknown(status + " " + code);
        } catch (IOException e) {
            return begun.unknown(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
