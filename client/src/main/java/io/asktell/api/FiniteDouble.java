package io.asktell.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a double from a JSON number and from nothing else. Jackson's own takes the text {@code "NaN"}, and makes {@code 1e999}
 * infinite.
 */
final class FiniteDouble extends StdScalarDeserializer<Double> {
    private final boolean nullable;

    FiniteDouble(boolean nullable) {
        super(Double.class);
        this.nullable = nullable;
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            return (Double) context.handleUnexpectedToken(Double.class, parser);
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            return (Double) context.handleWeirdNumberValue(Double.class, value, "it is out of the range of a double");
        }
        return value;
    }

    @Override
    public @Nullable Double getNullValue(DeserializationContext context) throws JsonMappingException {
        return nullable ? null : Objects.requireNonNull(context.reportInputMismatch(this, "a number, but it is null"));
    }
}
