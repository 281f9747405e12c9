package io.asktell.server.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the last line of a trial's output says: a number, several with blanks or commas between, or an object.
 *
 * @param value the same as {@code values}; one of the two is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialOutput(
        @Nullable Scores value,
        @Nullable Scores values,
        @Nullable List<Double> constraints,
        @Nullable Map<String, JsonNode> userAttrs) {
    private static final Pattern REPORT = Pattern.compile("report\\s+(\\d{1,9})\\s+(\\S+)");

    /** An intermediate value. */
    record Report(int step, double value) {}

    /** A line {@code report STEP VALUE}; empty if it is another line. */
    static Optional<Report> report(String line) {
        var matcher = REPORT.matcher(line.strip());
        return matcher.matches()
                ? Optional.of(new Report(Integer.parseInt(matcher.group(1)), number(matcher.group(2))))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException with the reason why it is none */
    static TrialOutput parse(String line) {
        String text = line.strip();
        if (!text.startsWith("{")) {
            double[] values = Arrays.stream(text.split("[\\s,]+"))
                    .mapToDouble(TrialOutput::number)
                    .toArray();
            return new TrialOutput(null, Scores.of(values), null, null);
        }
        try {
            var output = Json.mapper().readValue(text, TrialOutput.class);
            if ((output.value == null) == (output.values == null)) {
                throw new IllegalArgumentException("the last line must have \"value\" or \"values\": " + text);
            }
            return output;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the last line is not a result: " + e.getOriginalMessage(), e);
        }
    }

    double[] objectives() {
        var given = values == null ? value : values;
        if (given == null) {
            throw new AssertionError("parse checked it");
        }
        return given.toArray();
    }

    private static double number(String text) {
        try {
            return new Score(
                            switch (text) {
                                case "inf" -> Double.POSITIVE_INFINITY;
                                case "-inf" -> Double.NEGATIVE_INFINITY;
                                default -> Double.parseDouble(text);
                            })
                    .value();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a number is wanted, but there is \"" + text + "\"", e);
        }
    }
}
