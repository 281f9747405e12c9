package io.asktell.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Streams, opened rightly or wrongly, and what no client should say on a WebSocket. */
final class Streams {
    private static final List<String> MESSAGES = List.of(
            "{\"type\":\"subscribe\",\"job_id\":\"$job\"}",
            "{\"type\":\"subscribe\",\"job_id\":\"$job\",\"since\":0}",
            "{\"type\":\"subscribe\",\"job_id\":\"$job\",\"since\":-1}",
            "{\"type\":\"subscribe\",\"job_id\":\"$job\",\"since\":9223372036854775807}",
            "{\"type\":\"subscribe\",\"job_id\":\"$job\",\"since\":1e99}",
            "{\"type\":\"subscribe\",\"job_id\":7}",
            "{\"type\":\"subscribe\",\"job_id\":\"\\u0000\"}",
            "{\"type\":\"subscribe\",\"job_id\":\"\\ud800\"}",
            "{\"type\":\"subscribe\"}",
            "{\"type\":\"auth\",\"token\":\"x\"}",
            "{\"type\":\"auth\",\"token\":null}",
            "{\"type\":null}",
            "{\"type\":{}}",
            "{}",
            "[]",
            "null",
            "",
            "{",
            "[".repeat(5000),
            "x".repeat(70_000));

    private Streams() {}

    static Request request(Request plain, Credentials credentials, Pools pools, SplittableRandom random) {
        var target = plain.target().replaceFirst("\\?.*", "")
                + switch (random.nextInt(4)) {
                    case 0 -> "?token=rubbish";
                    case 1 -> "?token=%00";
                    default -> "?token=" + Requests.encode(credentials.some(random));
                };
        var request = plain.withTarget(target);
        if (!target.startsWith("/ws")) {
            return random.nextInt(3) == 0
                    ? request.withHeader(
                            "Last-Event-ID: " + Requests.any(List.of("0", "1", "-1", "9".repeat(18), "x", ""), random))
                    : request;
        }
        if (random.nextInt(5) == 0) {
            return request; // no WebSocket at all
        }
        return request.withHeader("Upgrade: websocket")
                .withHeader("Connection: Upgrade")
                .withHeader("Sec-WebSocket-Key: " + (random.nextInt(8) == 0 ? "x" : "dGhlIHNhbXBsZSBub25jZQ=="))
                .withHeader("Sec-WebSocket-Version: " + (random.nextInt(8) == 0 ? "99" : "13"))
                .withBody(frames(pools, random))
                .asBroken();
    }

    private static byte[] frames(Pools pools, SplittableRandom random) {
        var frames = new ByteArrayOutputStream();
        for (var i = random.nextInt(5); i > 0; i--) {
            switch (random.nextInt(12)) {
                case 0 -> frames.writeBytes(Mutations.noise(random, 1 + random.nextInt(100)));
                case 1 -> frames.writeBytes(frame(0x82, Mutations.noise(random, 50))); // binary
                case 2 -> frames.writeBytes(frame(0x81, Mutations.noise(random, 50))); // text that is no UTF-8
                case 3 -> frames.writeBytes(frame(0x89, Mutations.noise(random, 200))); // a ping that is too long
                case 4 -> frames.writeBytes(frame(0x80, new byte[3])); // goes on with nothing
                case 5 -> frames.writeBytes(frame(0x88, new byte[] {0})); // half a closing code
                case 6 -> frames.writeBytes(frame(0xff, new byte[1])); // reserved bits and opcode
                case 7 -> frames.writeBytes(new byte[] {(byte) 0x81, (byte) 0xff, 127, -1, -1, -1, -1, -1, -1, -1});
                default -> {
                    var job = pools.any("job", random).orElse("none");
                    frames.writeBytes(frame(
                            0x81,
                            Requests.any(MESSAGES, random).replace("$job", job).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return frames.toByteArray();
    }

    /** A client's frame, masked with zeros. */
    private static byte[] frame(int first, byte[] payload) {
        var frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 127);
            for (var shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift & 0xff));
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}
