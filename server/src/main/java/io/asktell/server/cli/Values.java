package io.asktell.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.Json;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers, values and parameters as text. */
public final class Values {
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private Values() {}

    /** For a person: numbers with up to six digits. */
    public static String shown(@Nullable Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            var rounded = new BigDecimal(number).round(SIX_DIGITS).stripTrailingZeros();
            return Math.abs(rounded.scale()) > 12 ? rounded.toString() : rounded.toPlainString();
        }
        return printable(String.valueOf(value));
    }

    /** {@code name=value} for each, for a person. */
    public static String shown(Map<String, @Nullable Object> params) {
        return params.entrySet().stream()
                .map(entry -> printable(entry.getKey()) + "=" + shown(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Nothing if there are none. */
    static String shown(@Nullable Scores scores) {
        return scores == null ? "" : shownAll(scores.values());
    }

    static String shownAll(List<Score> scores) {
        return scores.stream().map(score -> shown(score.value())).collect(Collectors.joining(", "));
    }

    /** For a program, without loss: text as it is, numbers without exponent, null as nothing. */
    static String plain(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number).toPlainString();
        }
        return value.toString();
    }

    /** The variable that carries a parameter. */
    static String variable(String parameter) {
        return "ASKTELL_PARAM_" + parameter.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** One word for a shell. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    static String json(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what came as JSON goes as JSON", e);
        }
    }

    /** Control characters from elsewhere must not steer the terminal. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
