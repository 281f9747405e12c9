package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.server.auth.Audit;
import io.asktell.server.auth.KeptAnswers;
import io.asktell.server.auth.Keys;
import io.asktell.server.auth.SecretBox;
import io.asktell.server.auth.ServerSecret;
import io.asktell.server.auth.Tokens;
import io.asktell.server.metrics.Meters;
import io.asktell.server.store.Database;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * The HTTP side on a free port with a real database, and plain calls to it. Has the routes of keys, and those a test adds to see the
 * hooks at work. Several on one database are replicas.
 */
public final class HttpRig implements AutoCloseable {
    public static final String ADMIN = "administrators-key-of-the-tests";

    private final String host;
    private final Database database;
    private final Database authDatabase;
    private final HttpServer server;
    private final Idempotency idempotency;
    private final HttpClient client = HttpClient.newHttpClient();
    final SettableClock clock = new SettableClock();
    final Keys keys;
    final Tokens tokens;

    private HttpRig(String host, DatabaseAddress address, boolean authEnabled, String adminKey, List<Route> probes) {
        this.host = host;
        database = Database.open(address, Schema.STUDIES, 8);
        authDatabase = Database.open(address, Schema.KEYS, 4);
        var secret = ServerSecret.load(authDatabase.jdbi(), List.of());
        keys = new Keys(authDatabase.jdbi(), clock);
        keys.ensureAdmin(adminKey);
        tokens = new Tokens(secret, keys, clock);
        var perimeter = new Perimeter(List.of(), List.of(), null, null);
        var hook = new AuthHook(authEnabled, keys, tokens, new Throttle(perimeter, clock));
        var audit = new AuditHook(new Audit(database.jdbi()));
        var metrics = new Metrics(new Meters());
        var routes = new ArrayList<>(Routes.keys(new KeyHandlers(keys, tokens), audit));
        routes.addAll(Routes.metrics(metrics, hook));
        routes.addAll(probes);
        idempotency = new Idempotency(database.jdbi(), new KeptAnswers(new SecretBox(secret)));
        var hooks = new HttpServer.Hooks(new Origins(authEnabled, List.of()), hook, audit, idempotency, metrics);
        server = new HttpServer(host, 0, perimeter, Routes.documented(routes, "1"), hooks);
        server.start();
    }

    static HttpRig start(DatabaseAddress address, Route... probes) {
        return new HttpRig("127.0.0.1", address, true, ADMIN, List.of(probes));
    }

    static HttpRig startOpen(DatabaseAddress address, Route... probes) {
        return new HttpRig("127.0.0.1", address, false, ADMIN, List.of(probes));
    }

    /** On another address of this machine than loopback. */
    static HttpRig startOn(String host, DatabaseAddress address) {
        return new HttpRig(host, address, true, ADMIN, List.of());
    }

    static HttpRig startWith(String adminKey, DatabaseAddress address) {
        return new HttpRig("127.0.0.1", address, true, adminKey, List.of());
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + host + ":" + port() + pathAndQuery));
    }

    HttpRequest.Builder asAdmin(String pathAndQuery) {
        return request(pathAndQuery).header("Authorization", "Bearer " + ADMIN);
    }

    HttpRequest.Builder as(String key, String pathAndQuery) {
        return request(pathAndQuery).header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(asAdmin(path));
    }

    HttpResponse<String> post(String path, String json) {
        return send(posting(asAdmin(path), json));
    }

    static HttpRequest.Builder posting(HttpRequest.Builder request, String json) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    /** A fresh key with these scopes. */
    String key(String... scopes) {
        var body = Json.mapper().createObjectNode().put("name", "for a test");
        var list = body.putArray("scopes");
        for (var scope : scopes) {
            list.add(scope);
        }
        return json(post("/v1/keys", body.toString())).get("key").textValue();
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + response.statusCode() + " " + response.body(), e);
        }
    }

    /** The problem as compact text without {@code instance}, after a look at its status and media type. */
    static String problem(HttpResponse<String> response) {
        var problem = (ObjectNode) json(response);
        if (problem.path("status").asInt() != response.statusCode()
                || !response.headers().firstValue("Content-Type").orElse("").equals("application/problem+json")
                || response.headers().firstValue("X-Request-Id").isEmpty()) {
            throw new AssertionError("not a proper problem: " + response.headers() + response.body());
        }
        problem.remove("instance");
        return problem.toString();
    }

    static String code(HttpResponse<String> response) {
        problem(response);
        return response.statusCode() + " " + json(response).path("code").asText();
    }

    @Override
    public void close() {
        server.close();
        idempotency.close();
        keys.close();
        authDatabase.close();
        database.close();
    }
}
