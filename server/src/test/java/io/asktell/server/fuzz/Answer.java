package io.asktell.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param status 0 when the server closed the connection without an answer
 * @param headers by name in lower case
 * @param keeps whether the connection may be used again
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body, boolean keeps) {
    static final Answer NONE = new Answer(0, Map.of(), new byte[0], false);

    @Nullable
    String header(String name) {
        var values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    String mediaType() {
        return Objects.requireNonNullElse(header("content-type"), "").replaceFirst(";.*", "");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
