package io.asktell.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings from a {@code .env} file: lines of {@code NAME=value}, with an optional {@code export} before and a comment behind. A value
 * in single quotes is taken as it stands; in double quotes {@code \n}, {@code \"}, {@code \\} and {@code \$} are escapes. Nothing is
 * substituted.
 */
final class DotEnv {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private DotEnv() {}

    /** The environment, with what a {@code .env} file in {@code directory} adds; the environment wins, also over {@code NAME_FILE}. */
    static Map<String, String> addedTo(Map<String, String> environment, Path directory) {
        Path file = directory.resolve(".env");
        if (!Files.isRegularFile(file)) {
            return environment;
        }
        var all = new HashMap<>(environment);
        parse(read(file)).forEach((name, value) -> {
            String plain = name.endsWith("_FILE") ? name.substring(0, name.length() - "_FILE".length()) : name;
            if (!environment.containsKey(plain) && !environment.containsKey(plain + "_FILE")) {
                all.put(name, value);
            }
        });
        return all;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read as UTF-8 text (" + e.getMessage() + ")"));
        }
    }

    static Map<String, String> parse(List<String> lines) {
        var settings = new LinkedHashMap<String, String>();
        var errors = new ArrayList<String>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip().replaceFirst("^\uFEFF", "").replaceFirst("^export\\s+", "");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (!NAME.matcher(name).matches()) {
                errors.add(".env line " + (i + 1) + ": must be NAME=value");
                continue;
            }
            try {
                settings.put(name, value(line.substring(equals + 1).strip()));
            } catch (IllegalArgumentException e) {
                errors.add(".env line " + (i + 1) + " (" + name + "): " + e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
        return settings;
    }

    private static String value(String text) {
        if (text.isEmpty() || text.charAt(0) != '"' && text.charAt(0) != '\'') {
            return text.startsWith("#") ? "" : text.replaceFirst("\\s+#.*$", "");
        }
        char quote = text.charAt(0);
        var value = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                String rest = text.substring(i + 1).strip();
                if (!rest.isEmpty() && !rest.startsWith("#")) {
                    throw new IllegalArgumentException("there is text after the closing quote");
                }
                return value.toString();
            }
            if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                i++;
                c = text.charAt(i);
                if (c == 'n') {
                    c = '\n';
                } else if ("\"\\$".indexOf(c) < 0) {
                    value.append('\\');
                }
            }
            value.append(c);
        }
        throw new IllegalArgumentException("the closing quote is missing");
    }
}
