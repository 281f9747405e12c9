package io.asktell.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How answers travel: small ones as they are, large ones compressed for those who want that, all on connections that stay. */
class LargeAnswersIT {
    private static final String STUDY = ServerRig.STUDIES + "/large";
    private static ServerRig rig;

    @BeforeAll
    static void start() {
        rig = ServerRig.start();
        rig.study("large", "");
        ServerRig.ok(200, rig.post(STUDY + "/trials/suggest", "{'count':300}"));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void trials_ofALongPage_areCompressed_forThoseWhoAskForIt() throws Exception {
        var plain = rig.get(STUDY + "/trials?limit=300");
        var compressed = fetch(STUDY + "/trials?limit=300");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.body().length).isLessThan(plain.body().length() / 4);
        assertThat(unzipped(compressed)).isEqualTo(plain.body());
    }

    @Test
    void export_isCompressedAsWell_andHasNoLength_asItIsWrittenWhileItIsRead() throws Exception {
        var plain = rig.get(STUDY + "/export");
        var compressed = fetch(STUDY + "/export");

        assertThat(plain.headers().firstValue("Content-Length")).isEmpty();
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(compressed)).isEqualTo(plain.body());
    }

    @Test
    void ask_isNotCompressed() {
        var given = rig.send(
                HttpRig.posting(rig.request(STUDY + "/trials/suggest"), "{}").header("Accept-Encoding", "gzip"),
                BodyHandlers.ofByteArray());

        assertThat(given.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(new String(given.body(), StandardCharsets.UTF_8)).startsWith("{");
    }

    @Test
    void connection_staysForTheNextRequest() throws Exception {
        try (var socket = new Socket("127.0.0.1", rig.request("/").build().uri().getPort())) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream()
                        .write("GET /v1/tuner/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
                int length = -1;
                for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                assertThat(length).isPositive();
                assertThat(in.skip(length)).isEqualTo(length);
            }
        }
    }

    private static HttpResponse<byte[]> fetch(String path) {
        return rig.send(rig.request(path).header("Accept-Encoding", "gzip"), BodyHandlers.ofByteArray());
    }

    private static String unzipped(HttpResponse<byte[]> response) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
