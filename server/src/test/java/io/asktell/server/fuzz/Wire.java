package io.asktell.server.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One connection that sends any bytes, right or wrong, which no proper HTTP client does. Opened anew when the server closed it. */
final class Wire implements AutoCloseable {
    private static final int STREAM_BYTES = 64;

    private final int port;
    private final int limitMillis;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    /** @param limitMillis how long an answer may take */
    Wire(int port, int limitMillis) {
        this.port = port;
        this.limitMillis = limitMillis;
    }

    /**
     * Sends a request and reads its answer.
     *
     * @throws SocketTimeoutException if there is none in time
     */
    Answer exchange(Request request) throws IOException {
        var reused = socket != null;
        var deadline = System.nanoTime() + limitMillis * 1_000_000L;
        var answer = exchange(request, deadline);
        if (answer.status() == 0 && reused) {
            close();
            answer = exchange(request, deadline); // an idle connection may be closed at any time
        }
        if (!answer.keeps() || request.broken()) {
            close();
        }
        return answer;
    }

    private Answer exchange(Request request, long deadline) throws IOException {
        var connection = open();
        try {
            send(connection, request);
            return read(request, deadline);
        } catch (SocketTimeoutException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            return Answer.NONE;
        }
    }

    private void send(Socket connection, Request request) throws IOException {
        try {
            connection.getOutputStream().write(request.bytes());
            if (request.broken()) {
                connection.shutdownOutput(); // else the server may rightly wait for the rest
            }
        } catch (IOException e) {
            // refused before all was sent; the answer may be there all the same
        }
    }

    private Socket open() throws IOException {
        var open = socket;
        if (open == null) {
            open = new Socket();
            open.setTcpNoDelay(true);
            open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), limitMillis);
            in = new BufferedInputStream(open.getInputStream());
            socket = open;
        }
        return open;
    }

    private Answer read(Request request, long deadline) throws IOException {
        for (; ; ) {
            await(deadline);
            var first = line();
            if (first == null) {
                return Answer.NONE;
            }
            var words = first.split(" ", 3);
            if (!first.startsWith("HTTP/1.") || words.length < 2 || !words[1].matches("\\d{3}")) {
                throw new AssertionError("no status line: " + first);
            }
            var status = Integer.parseInt(words[1]);
            var headers = headers();
            if (status >= 200 || status == 101) {
                return read(request, deadline, status, headers);
            }
        }
    }

    private Answer read(Request request, long deadline, int status, Map<String, List<String>> headers)
            throws IOException {
        var head = request.method().equals("HEAD") || status == 204 || status == 304;
        var keeps = !headers.getOrDefault("connection", List.of()).toString().contains("close");
        var length = headers.getOrDefault("content-length", List.of("-1")).get(0);
        if (head) {
            return new Answer(status, headers, new byte[0], keeps);
        }
        if (status == 101) { // our side is closed, so theirs must follow
            return new Answer(status, headers, in.readAllBytes(), false);
        }
        if ("text/event-stream".equals(typeOf(headers))) {
            return new Answer(status, headers, in.readNBytes(Math.min(STREAM_BYTES, in.available())), false);
        }
        byte[] body;
        if (headers.containsKey("transfer-encoding")) {
            body = chunks(deadline);
        } else if (length.equals("-1")) {
            body = in.readAllBytes();
            keeps = false;
        } else {
            body = exactly(Integer.parseInt(length), deadline);
        }
        if (headers.getOrDefault("content-encoding", List.of()).contains("gzip")) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return new Answer(status, headers, body, keeps);
    }

    private static String typeOf(Map<String, List<String>> headers) {
        return headers.getOrDefault("content-type", List.of("")).get(0).replaceFirst(";.*", "");
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (var line = line(); line != null && !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] chunks(long deadline) throws IOException {
        var body = new ByteArrayOutputStream();
        for (; ; ) {
            await(deadline);
            var size = line();
            if (size == null) {
                throw new EOFException();
            }
            var length = Integer.parseInt(size.strip(), 16);
            body.writeBytes(exactly(length, deadline));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length, long deadline) throws IOException {
        await(deadline);
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private void await(long deadline) throws IOException {
        var left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        if (socket != null) {
            socket.setSoTimeout((int) left);
        }
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            socket = null;
        }
    }
}
