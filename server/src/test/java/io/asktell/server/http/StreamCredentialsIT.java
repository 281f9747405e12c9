package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.STUDIES;
import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams end with the credential they were opened with. */
@Timeout(60)
final class StreamCredentialsIT {
    private static ServerRig server;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> closed = new CompletableFuture<>();
        private final WebSocket socket;

        Client(String token) {
            var uri = server.uri("/ws?token=" + token).toString().replace("http:", "ws:");
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(uri), this)
                    .join();
        }

        JsonNode say(String json) throws InterruptedException {
            socket.sendText(json.replace('\'', '"'), true).join();
            return messages.poll(20, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            messages.add(ServerRig.tree(text.toString()));
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }
    }

    /** A key that expires in so many seconds, with its id. */
    private static JsonNode key(int seconds) {
        return ok(
                201,
                server.post(
                        "/v1/keys",
                        "{'name':'short','scopes':['tool-eval:read','tuner:read'],'expires_at':'"
                                + Instant.now().plusSeconds(seconds) + "'}"));
    }

    private static String token(String key) {
        return ok(200, server.send(server.as(key, "/v1/auth/token").POST(BodyPublishers.noBody())))
                .get("token")
                .asText();
    }

    @Test
    void socket_endsWithItsToken_unlessAnotherIsShown() throws Exception {
        var shortLived = token(key(6).get("key").asText());
        var longLived = token(key(600).get("key").asText());
        var silent = new Client(shortLived);
        var renewing = new Client(shortLived);
        var scopeless = token(server.key("worker"));

        assertThat(renewing.say("{'type':'auth','token':'a.b.c'}").get("code").asText())
                .isEqualTo("credential_invalid");
        assertThat(renewing.say("{'type':'auth'}").get("code").asText()).isEqualTo("invalid");
        assertThat(renewing.say("{'type':'auth','token':'" + scopeless + "'}")
                        .get("code")
                        .asText())
                .isEqualTo("scope_missing");
        assertThat(renewing.say("{'type':'auth','token':'" + longLived + "'}")
                        .get("type")
                        .asText())
                .isEqualTo("authenticated");

        assertThat(silent.closed.get(30, TimeUnit.SECONDS)).isEqualTo("4401 credential_expired");
        assertThat(silent.messages.poll().get("code").asText()).isEqualTo("credential_expired");
        assertThat(renewing.say("{'type':'subscribe','job_id':'none'}")
                        .get("code")
                        .asText())
                .isEqualTo("job_not_found");
        assertThat(renewing.closed).isNotDone();
    }

    @Test
    void streams_endSoonAfterTheirKeyIsRevoked() throws Exception {
        server.study("watched", "");
        var key = key(600);
        var client = new Client(token(key.get("key").asText()));
        var events =
                server.send(server.as(key.get("key").asText(), STUDIES + "/watched/events"), BodyHandlers.ofLines());
        assertThat(events.statusCode()).isEqualTo(200);

        assertThat(server.delete("/v1/keys/" + key.get("id").asText()).statusCode())
                .isEqualTo(204);

        assertThat(client.closed.get(20, TimeUnit.SECONDS)).isEqualTo("4401 credential_expired");
        assertThat(events.body().filter(line -> line.startsWith("data:"))).isEmpty(); // and the stream has an end
    }
}
