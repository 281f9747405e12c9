package io.asktell.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** What is no HTTP, or contradicts itself. */
final class BadHttp {
    private static final List<String> TARGETS = List.of(
            "*",
            "http://elsewhere.invalid/v1/keys",
            "//",
            "/\u00e9",
            "/a b",
            "/#",
            "?",
            "/" + "a".repeat(20_000),
            "\u0001",
            "/%",
            "127.0.0.1:1",
            "/\u0000",
            "/v1/tuner/health\u0000");
    private static final List<String> LINES = List.of(
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 1000",
            "Content-Length: 0",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: x",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 3",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: nonsense",
            "Host: a\r\nHost: b",
            "Host: ",
            "Host: a b",
            "Host: [::",
            "Host: x:99999999",
            "Broken",
            ": empty",
            "A\u0000: b",
            "A: \u0000",
            "A b: c",
            " folded: yes",
            "A: b\r\n continued",
            "\u20ac: \u20ac",
            "X: " + "y".repeat(70_000),
            "Connection: close\r\nTE: x");
    private static final List<String> WHOLE = List.of(
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/2.0\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
            "SSH-2.0-x\r\n",
            "\u0000\u0000\u0000",
            "POST /v1/keys HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /v1/keys HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\nx",
            "POST /v1/tuner/studies HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{\"name\"",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost",
            "GET  /  HTTP/1.1\r\nHost: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "G");

    private BadHttp() {}

    static Request request(Request right, SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                right.astray(right.method(), Requests.any(TARGETS, random)).asBroken();
            case 1 ->
                right.astray(right.method(), right.target())
                        .withHeader(Requests.any(LINES, random))
                        .asBroken();
            default ->
                right.astray("", "")
                        .verbatim(
                                random.nextInt(4) == 0
                                        ? Mutations.noise(random, 1 + random.nextInt(300))
                                        : Requests.any(WHOLE, random).getBytes(StandardCharsets.ISO_8859_1));
        };
    }
}
