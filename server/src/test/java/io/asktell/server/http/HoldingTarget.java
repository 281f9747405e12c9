package io.asktell.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A target model that answers its first calls with a text and no others, and sees when the caller gives those up. */
final class HoldingTarget implements AutoCloseable {
    private final int answered;
    private final CountDownLatch held;
    private final CountDownLatch abandoned;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * @param answered how many calls, the first, have an answer
     * @param held how many it waits for after those
     */
    HoldingTarget(int answered, int held) {
        this.answered = answered;
        this.held = new CountDownLatch(held);
        abandoned = new CountDownLatch(held);
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var connection = socket.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        boolean holding = false;
        try (connection) {
            var in = connection.getInputStream();
            while (skipRequest(in)) {
                if (calls.getAndIncrement() < answered) {
                    byte[] body = ScriptedTarget.Reply.TEXT.body().getBytes(StandardCharsets.UTF_8);
                    var head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                            + "\r\n\r\n";
                    connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                    connection.getOutputStream().write(body);
                } else {
                    holding = true;
                    held.countDown();
                }
            }
        } catch (IOException e) {
            // the caller went away without a word
        }
        if (holding) {
            abandoned.countDown();
        }
    }

    /** Reads one request; false where the connection ends instead. */
    private static boolean skipRequest(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int read = in.read();
            if (read < 0) {
                return false;
            }
            head.append((char) read);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        in.skipNBytes(length);
        return true;
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    int calls() {
        return calls.get();
    }

    /** Reaches zero when the calls that get no answer are there. */
    CountDownLatch held() {
        return held;
    }

    /** Reaches zero when the connections of the calls without an answer are closed. */
    CountDownLatch abandoned() {
        return abandoned;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
