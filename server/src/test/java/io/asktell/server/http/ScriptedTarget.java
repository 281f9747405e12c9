package io.asktell.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** A target model that answers as it is told to, and remembers who called when. */
final class ScriptedTarget implements AutoCloseable {
    /** What is answered to one call. */
    record Reply(int status, Map<String, String> headers, String body) {
        /** A text, without a call of any tool. */
        static final Reply TEXT = new Reply(
                200,
                Map.of(),
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}");

        /** A call of the tool {@code search}. */
        static final Reply CALL = new Reply(
                200,
                Map.of(),
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"search\",\"arguments\":\"{}\"}}]},"
                        + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":2}}");

        static Reply refusal(int status, String message) {
            return new Reply(status, Map.of(), "{\"error\":{\"message\":\"" + message + "\"}}");
        }

        Reply retryAfter(int seconds) {
            return new Reply(status, Map.of("Retry-After", Integer.toString(seconds)), body);
        }
    }

    /** Decides on the reply to a call. */
    interface Script {
        /** @param n the call's number, from 0 */
        Reply reply(int n, String body);
    }

    /** A call that came. */
    record Seen(long nanos, String authorization) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Script script;
    private final List<Seen> calls = new CopyOnWriteArrayList<>();

    /** @param script the reply to each call, counted from 0 */
    ScriptedTarget(IntFunction<Reply> script) {
        this((n, body) -> script.apply(n));
    }

    ScriptedTarget(Script script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reply reply;
        synchronized (calls) {
            calls.add(new Seen(System.nanoTime(), exchange.getRequestHeaders().getFirst("Authorization")));
            reply = script.reply(calls.size() - 1, body);
        }
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    List<Seen> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
