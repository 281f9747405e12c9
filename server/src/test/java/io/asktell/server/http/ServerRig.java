package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.server.ChildJvm;
import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import io.asktell.server.store.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole server on a free port with a real database, and plain calls to it as its administrator. */
public final class ServerRig implements AutoCloseable {
    static final String STUDIES = "/v1/tuner/studies";
    static final String SPACE = "[{'type':'float','name':'x','low':0,'high':1}]";

    private final DatabaseAddress database;
    private final int port;
    private final Runnable end;
    private final String credential;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServerRig(DatabaseAddress database, String credential, int port, Runnable end) {
        this.database = database;
        this.credential = credential;
        this.port = port;
        this.end = end;
    }

    private static ServerRig serve(DatabaseAddress database, String credential, String... settings) {
        var server = new Server(ServerConfig.fromEnvironment(environment(database, settings)));
        server.start();
        return new ServerRig(database, credential, server.port(), server::close);
    }

    private static Map<String, String> environment(DatabaseAddress database, String... settings) {
        var environment = new HashMap<String, String>();
        if (database != null) {
            environment.putAll(TestPostgres.environment(database));
        }
        environment.put("PORT", "0");
        environment.put("ASKTELL_ADMIN_KEY", HttpRig.ADMIN);
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return environment;
    }

    /** @param settings names and values of the environment, in turn */
    public static ServerRig start(String... settings) {
        return serve(TestPostgres.freshDatabase(), HttpRig.ADMIN, settings);
    }

    /** On a database that is there already. */
    static ServerRig on(DatabaseAddress database) {
        return serve(database, HttpRig.ADMIN);
    }

    /** With its own PostgreSQL in a data directory. */
    static ServerRig startEmbedded(Path directory) {
        return serve(
                null,
                HttpRig.ADMIN,
                "ASKTELL_DATA_DIR",
                directory.toString(),
                "XDG_CACHE_HOME",
                TestPostgres.CACHE.toString());
    }

    /** Another server on the same database: a replica, or what comes after a restart. */
    public ServerRig again(String... settings) {
        return serve(database, HttpRig.ADMIN, settings);
    }

    /** Calls to servers at a port on a database of their own; they are processes that a test starts and may kill. */
    public static ServerRig ofProcesses(int port) {
        return new ServerRig(TestPostgres.freshDatabase(), HttpRig.ADMIN, port, () -> {});
    }

    /** A server on the same database in a process that may be killed. */
    public ChildJvm process(String... settings) throws IOException {
        var child = launch(settings);
        child.awaitLine("listening on");
        return child;
    }

    /** The same, which may not listen yet. */
    public ChildJvm launch(String... settings) throws IOException {
        return ChildJvm.run(environment(database, settings), "io.asktell.server.Main", "serve");
    }

    /** Without authentication, and calls without a credential. */
    public static ServerRig startOpen(String... settings) {
        var open = Arrays.copyOf(settings, settings.length + 2);
        open[settings.length] = "AUTH_ENABLED";
        open[settings.length + 1] = "false";
        return serve(TestPostgres.freshDatabase(), null, open);
    }

    /** Lets the lease of a running trial run out; in memory too, because the study counts as changed. */
    void expireLease(String token) {
        TestPostgres.execute(
                database,
                "WITH late AS (UPDATE trial SET lease_expires_at = now() - interval '1 second' WHERE lease_token = '"
                        + token
                        + "' RETURNING study_id) UPDATE study_ledger SET definition = definition + 1"
                        + " WHERE study_id IN (SELECT study_id FROM late)");
    }

    void execute(String sql) {
        TestPostgres.execute(database, sql);
    }

    DatabaseAddress database() {
        return database;
    }

    /** The first column of the first row in its database, as text. */
    public String query(String sql) {
        return TestPostgres.query(database, sql);
    }

    /** A session of its own in its database. */
    Connection session() throws SQLException {
        return TestPostgres.connect(database);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
        return credential == null ? request : request.header("Authorization", "Bearer " + credential);
    }

    HttpRequest.Builder as(String key, String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + key);
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    /** @param json with ' for " */
    public HttpResponse<String> post(String path, String json) {
        return call("POST", path, json);
    }

    public HttpResponse<String> call(String method, String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    /** A study named so, of one float from 0 to 1, with a random sampler. */
    public JsonNode study(String name, String more) {
        return ok(
                201,
                post(
                        STUDIES,
                        "{'name':'" + name + "','search_space':" + SPACE + ",'sampler':'random','pruner':'none'" + more
                                + "}"));
    }

    JsonNode ask(String study) {
        return ok(200, post(STUDIES + "/" + study + "/trials/suggest"));
    }

    /** Asks and tells at once. */
    public JsonNode tell(String study, String values) {
        int number = ask(study).get("trial_id").intValue();
        return ok(200, post(trial(study, number) + "/complete", "{'values':" + values + "}"));
    }

    /** All that is to be seen of a study and its trials; what changed nothing leaves it as it was. */
    public String snapshot(String study) {
        return ok(200, get(STUDIES + "/" + study)) + "\n" + ok(200, get(STUDIES + "/" + study + "/trials"));
    }

    static String trial(String study, int number) {
        return STUDIES + "/" + study + "/trials/" + number;
    }

    public String key(String... scopes) {
        var body = Json.mapper().createObjectNode().put("name", "for a test");
        var list = body.putArray("scopes");
        for (var scope : scopes) {
            list.add(scope);
        }
        return ok(201, post("/v1/keys", body.toString())).get("key").textValue();
    }

    /** @param json with ' for " */
    static JsonNode tree(String json) {
        try {
            return Json.mapper().readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    public static JsonNode ok(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return HttpRig.json(response);
    }

    /** The names of an object's members, in order. */
    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** Status, code and the fields complained of. */
    static String refusal(HttpResponse<String> response) {
        var fields = HttpRig.json(response).path("errors").findValuesAsText("field");
        return (HttpRig.code(response) + " " + String.join(",", fields)).strip();
    }

    @Override
    public void close() {
        end.run();
    }
}
