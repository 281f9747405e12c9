package io.asktell.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.http.ServerRig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send or read too slowly, or not at all, take nothing from the others. */
@Timeout(120)
class SlowClientsIT {
    private static final int DEAF = 20;
    private static final int MANY = 300; // more than the server has threads

    private static final Pattern STREAMS = Pattern.compile("asktell_streams_open\\{kind=\"study\"} (\\d+)");

    private static ServerRig rig;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        rig = ServerRig.startOpen();
        rig.study("s", "");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void halfOpenConnections_andHalfAHeader_holdNobodyUp() throws IOException {
        try {
            for (int i = 0; i < MANY; i++) {
                send(open(), "POST /v1/tuner/studies/s/trials/sugg");
            }

            assertServes();
        } finally {
            closeAll();
        }
    }

    @Test
    void bodyThatComesTooSlowly_isCutOff() throws Exception {
        try (var slow = open()) {
            send(
                    slow,
                    "POST /v1/tuner/studies/s/trials/suggest HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n");
            slow.setSoTimeout(200);
            long began = System.nanoTime();
            var answer = new StringBuilder();
            while (answer.isEmpty()) { // a byte each 200 ms, for as long as the server bears it
                try {
                    send(slow, " ");
                    answer.append(read(slow));
                } catch (SocketException e) {
                    break; // cut off without a word
                }
            }
            assertThat(answer.isEmpty() || answer.toString().startsWith("HTTP/1.1 4"))
                    .as(answer.toString())
                    .isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
        }
        assertServes();
    }

    /** Each change is half a megabyte for each of them, which fills their sockets soon. */
    @Test
    void eventStreams_thatNobodyReads_holdUpNoOther_untilTheyAreCutOff() throws Exception {
        rig.study("watched", ",'user_attrs':{'long':'" + "x".repeat(500_000) + "'}");
        try {
            for (int i = 0; i < DEAF; i++) {
                watch("watched");
            }
            var reader = watch("s");
            await(reader, "retry:");
            awaitStreams(DEAF + 1);

            for (int i = 0; streams() > 1; i++) {
                rig.call("PATCH", "/v1/tuner/studies/watched", "{'user_attrs':{'n':" + i + "}}");
                long began = System.nanoTime();
                rig.tell("s", "1");
                await(reader, "trial_finished");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            }
        } finally {
            closeAll();
        }
    }

    private Socket watch(String study) throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(30_000);
        socket.setReceiveBufferSize(4096); // before it connects, or it has no effect
        socket.connect(new InetSocketAddress("127.0.0.1", rig.uri("/").getPort()));
        sockets.add(socket);
        send(socket, "GET /v1/tuner/studies/" + study + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return socket;
    }

    private static void awaitStreams(int count) {
        while (streams() != count) {
            Thread.onSpinWait();
        }
    }

    private static int streams() {
        var metric = STREAMS.matcher(rig.get("/metrics").body());
        assertThat(metric.find()).isTrue();
        return Integer.parseInt(metric.group(1));
    }

    private static void await(Socket socket, String text) throws IOException {
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (seen.indexOf(text) < 0) {
            int count = socket.getInputStream().read(buffer);
            assertThat(count).as(seen.toString()).isPositive();
            seen.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
    }

    private static void assertServes() {
        assertThat(rig.get("/v1/tuner/studies/s").statusCode()).isEqualTo(200);
    }

    private Socket open() throws IOException {
        var socket = new Socket("127.0.0.1", rig.uri("/").getPort());
        sockets.add(socket);
        return socket;
    }

    private void closeAll() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** What is there within the socket's time-out. */
    private static String read(Socket socket) throws IOException {
        var buffer = new byte[4096];
        try {
            int count = socket.getInputStream().read(buffer);
            return count < 0 ? "HTTP/1.1 4 closed" : new String(buffer, 0, count, StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }
}
