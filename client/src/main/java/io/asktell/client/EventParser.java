package io.asktell.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from text, by the rules of "Interpreting an event stream" in WHATWG's HTML standard; the
 * {@code retry} field is left aside. An event that the end of the text cuts off is none.
 */
final class EventParser {
    private final BufferedReader lines;
    private @Nullable String lastId;

    EventParser(BufferedReader lines, @Nullable String lastId) {
        this.lines = lines;
        this.lastId = lastId;
    }

    /** Empty at the end of the text. */
    Optional<ServerEvent> next() throws IOException {
        String type = "";
        StringBuilder data = null;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return Optional.of(new ServerEvent(lastId, type.isEmpty() ? "message" : type, data.toString()));
                }
                type = "";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            if (field.equals("data")) {
                data = data == null
                        ? new StringBuilder(value)
                        : data.append('\n').append(value);
            } else if (field.equals("event")) {
                type = value;
            } else if (field.equals("id") && value.indexOf('\0') < 0) {
                lastId = value;
            }
        }
        return Optional.empty();
    }
}
