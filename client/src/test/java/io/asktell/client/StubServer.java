package io.asktell.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers what it was told to, in that order, and remembers what it was asked. */
final class StubServer implements AutoCloseable {
    /** A request as it came; header names in lower case. */
    record Seen(String method, String uri, Map<String, String> headers, String body) {}

    /** Answers one request. */
    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answering> answers = new ArrayDeque<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    StubServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Seen> seen() {
        return seen;
    }

    Seen only() {
        if (seen.size() != 1) {
            throw new AssertionError("one request, but there were " + seen);
        }
        return seen.get(0);
    }

    StubServer then(Answering answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return this;
    }

    StubServer json(int status, String body, String... headers) {
        return then(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            send(exchange, status, body);
        });
    }

    StubServer problem(int status, String code, String... headers) {
        return json(
                status,
                "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":" + status + ",\"detail\":\"why\",\"code\":\""
                        + code + "\"}",
                headers);
    }

    /** Breaks the connection instead of answering. */
    StubServer hangUp() {
        return then(HttpExchange::close);
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var headers = new java.util.TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        Answering answer;
        synchronized (answers) {
            answer = answers.poll();
        }
        if (answer == null) {
            send(exchange, 500, "{\"code\":\"stub_is_out_of_answers\",\"detail\":\"\"}");
        } else {
            answer.answer(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
