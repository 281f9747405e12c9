package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** JSON values from what was read. */
final class Values {
    private Values() {}

    /** Without the tail that binary fractions leave: 7 % is 0.07. */
    static JsonNode number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return LongNode.valueOf((long) value);
        }
        return DoubleNode.valueOf(new BigDecimal(value, new MathContext(12)).doubleValue());
    }

    static JsonNode parsedNumber(String text) {
        try {
            return number(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return text.equalsIgnoreCase("zero") ? LongNode.valueOf(0) : MissingNode.getInstance();
        }
    }

    static JsonNode parsedBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> MissingNode.getInstance();
        };
    }
}
