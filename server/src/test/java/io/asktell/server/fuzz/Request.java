package io.asktell.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes over the wire.
 *
 * @param operation what it is meant for; null when it may hit anything or nothing
 * @param target path and query, encoded or not
 * @param broken whether it is no proper HTTP, so that the connection ends with it and may end without an answer
 */
record Request(
        Kind kind,
        @Nullable Operation operation,
        String method,
        String target,
        List<String> headers,
        byte[] body,
        boolean chunked,
        boolean broken) {
    /** How the ids begin that requests are given; one that cannot be read is answered with another. */
    static final String NAMES = "fuzz-";

    private static final String ID = "X-Request-Id";

    /** What is wrong with a request, if anything. */
    enum Kind {
        VALID,
        BODY_MUTATED,
        BODY_RUBBISH,
        PATH,
        QUERY,
        HEADERS,
        CREDENTIALS,
        METHOD,
        STREAMS,
        BAD_HTTP
    }

    static Request of(Kind kind, Operation operation, String target) {
        return new Request(kind, operation, operation.method(), target, List.of(), new byte[0], false, false);
    }

    Request withKind(Kind other) {
        return new Request(other, operation, method, target, headers, body, chunked, broken);
    }

    Request withHeader(String line) {
        var more = new ArrayList<>(headers);
        more.add(line);
        return new Request(kind, operation, method, target, List.copyOf(more), body, chunked, broken);
    }

    Request withBody(byte[] other) {
        return new Request(kind, operation, method, target, headers, other, chunked, broken);
    }

    Request inChunks() {
        return new Request(kind, operation, method, target, headers, body, true, broken);
    }

    Request withTarget(String other) {
        return new Request(kind, operation, method, other, headers, body, chunked, broken);
    }

    /** Another method, or another place: whatever answers, the document's operation is not what was asked. */
    Request astray(String otherMethod, String otherTarget) {
        return new Request(kind, null, otherMethod, otherTarget, headers, body, chunked, broken);
    }

    Request asBroken() {
        return new Request(kind, operation, method, target, headers, body, chunked, true);
    }

    /** Nothing but these bytes. */
    Request verbatim(byte[] all) {
        return new Request(kind, null, "", "", List.of(), all, false, true);
    }

    /** With an id of its own, which the answer must bear, unless it has one, right or wrong, or is no HTTP. */
    Request named(String id) {
        return method.isEmpty() || has(ID) ? this : withHeader(ID + ": " + id);
    }

    /** Whether an answer with this id may be the answer to this request. */
    boolean mayBear(String id, int status) {
        var own = ID + ": " + id;
        return headers.contains(own)
                || !id.startsWith(NAMES)
                        && (status >= 300 || !headers.toString().contains(ID + ": " + NAMES));
    }

    boolean has(String header) {
        return headers.stream().anyMatch(line -> line.regionMatches(true, 0, header + ":", 0, header.length() + 1));
    }

    byte[] bytes() {
        if (method.isEmpty()) {
            return body;
        }
        var out = new ByteArrayOutputStream();
        write(out, method + " " + target + " HTTP/1.1\r\n");
        if (!has("Host")) {
            write(out, "Host: 127.0.0.1\r\n");
        }
        headers.forEach(line -> write(out, line + "\r\n"));
        if (chunked) {
            write(out, "Transfer-Encoding: chunked\r\n\r\n");
            int half = body.length / 2;
            chunk(out, 0, half);
            chunk(out, half, body.length - half);
            write(out, "0\r\n\r\n");
        } else {
            if (!has("Content-Length") && !has("Upgrade") && (body.length > 0 || !method.matches("GET|HEAD|DELETE"))) {
                write(out, "Content-Length: " + body.length + "\r\n");
            }
            write(out, "\r\n");
            out.writeBytes(body);
        }
        return out.toByteArray();
    }

    private void chunk(ByteArrayOutputStream out, int from, int length) {
        if (length > 0) {
            write(out, Integer.toHexString(length) + "\r\n");
            out.write(body, from, length);
            write(out, "\r\n");
        }
    }

    /** Characters up to 255 are bytes; others are UTF-8, which no HTTP head may have. */
    private static void write(ByteArrayOutputStream out, String text) {
        var latin = text.chars().allMatch(c -> c < 256);
        out.writeBytes(text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }

    /** As a reader of a finding wants it: enough to send it again. */
    @Override
    public String toString() {
        var text = new String(bytes(), StandardCharsets.UTF_8).replaceAll("(?i)(authorization|x-api-key): .*", "$1: …");
        return kind + " " + (text.length() > 1500 ? text.substring(0, 1500) + "… " + text.length() : text);
    }
}
