package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a description gives away beside its words.
 *
 * @param examples values it quotes: {@code 'metric' or 'imperial'}
 * @param standard the default it names, or a missing node
 * @param dateFormat a pattern such as {@code yyyy-mm-dd}, or empty
 */
record ParameterHints(List<String> examples, JsonNode standard, String dateFormat) {
    private static final Pattern QUOTED = Pattern.compile("(?<![\\p{L}\\p{N}])['\"“‘]([^'\"”’]{1,40})['\"”’]");
    private static final Pattern LISTED =
            Pattern.compile("(?:e\\.g\\.?,?|such as|[Ee]xamples?:?,?|i\\.e\\.,?|like) ([^.;()']+)");
    private static final Pattern DEFAULT = Pattern.compile(
            "[Dd]efaults?(?: value)?(?: is set)?(?: is| to| as|:| of| will be){1,3} (?:['\"]([^'\"]+)['\"]|(-?[\\w]+(?:\\.\\d+)?))");
    private static final Pattern DATE_FORMAT =
            Pattern.compile("\\b(yyyy|mm|dd)([-/. ])(mm|dd|yyyy)(?:\\2(yyyy|dd))?\\b", Pattern.CASE_INSENSITIVE);

    static ParameterHints of(ParameterSpec parameter) {
        var description = parameter.description();
        var examples = new ArrayList<String>();
        var quoted = QUOTED.matcher(description);
        while (quoted.find()) {
            examples.add(quoted.group(1));
        }
        var listed = LISTED.matcher(description);
        while (examples.isEmpty() && listed.find()) {
            for (var example : listed.group(1).split(",\\s*(?:(?:or|and)\\s+)?|\\s+(?:or|and)\\s+")) {
                if (!example.isBlank()
                        && example.length() <= 30
                        && !example.strip().startsWith("etc")) {
                    examples.add(example.strip());
                }
            }
        }
        var format = DATE_FORMAT.matcher(description);
        return new ParameterHints(List.copyOf(examples), standard(parameter), format.find() ? format.group() : "");
    }

    /** The description without its examples and default, whose words are values rather than cues. */
    static String withoutExamples(String description) {
        int end = description.length();
        for (var mark : List.of("e.g", "Default", "default", "such as", "For example", "Example", "If not")) {
            int at = description.indexOf(mark);
            end = at > 10 ? Math.min(end, at) : end;
        }
        return QUOTED.matcher(description.substring(0, end)).replaceAll(" ");
    }

    private static JsonNode standard(ParameterSpec parameter) {
        if (!parameter.standard().isMissingNode()) {
            return parameter.standard();
        }
        var matcher = DEFAULT.matcher(parameter.description());
        if (!matcher.find()) {
            return MissingNode.getInstance();
        }
        var text = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return switch (parameter.type()) {
            case INTEGER, NUMBER -> Values.parsedNumber(text);
            case BOOLEAN -> Values.parsedBoolean(text);
            case STRING -> TextNode.valueOf(text);
            default -> MissingNode.getInstance();
        };
    }
}
