package io.asktell.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads an instant from RFC 3339 text, with any offset. Jackson's own takes numbers too, and years of nine digits. */
final class Rfc3339Instant extends StdScalarDeserializer<Instant> {
    private static final int LAST_YEAR = 9999;

    Rfc3339Instant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, parser);
        }
        var text = parser.getText();
        try {
            var time = OffsetDateTime.parse(text);
            if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // answered below, like a year that is out of range
        }
        return (Instant) context.handleWeirdStringValue(
                Instant.class, text, "a time as RFC 3339 writes it: 2026-11-21T09:30:00Z");
    }
}
