package io.asktell.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings by name and remembers what is wrong with them, so that all mistakes can be told at once. A blank setting is an absent
 * one, and {@code NAME_FILE} names a file that holds the value of {@code NAME}. After a mistake the readers return their default.
 */
final class Settings {
    private final Map<String, String> environment;
    private final List<String> errors = new ArrayList<>();

    Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    void error(String name, @Nullable String message) {
        errors.add(name + ": " + message);
    }

    /** @throws ConfigException when anything read so far was wrong */
    void throwIfWrong() {
        if (!errors.isEmpty()) {
            throw new ConfigException(errors);
        }
    }

    @Nullable
    String text(String name) {
        String value = present(name);
        String file = present(name + "_FILE");
        if (file == null) {
            return value;
        }
        if (value != null) {
            error(name, "is set, and " + name + "_FILE too; set one of them");
            return null;
        }
        try {
            String content = Files.readString(Path.of(file)).strip();
            if (content.isEmpty()) {
                error(name + "_FILE", "the file " + file + " is empty");
                return null;
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            error(name + "_FILE", "the file " + file + " cannot be read as UTF-8 text");
            return null;
        }
    }

    private @Nullable String present(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    int integer(String name, int otherwise, int lowest, int highest) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as a number out of range is
        }
        error(name, "must be a whole number from " + lowest + " to " + highest + ", but is '" + value + "'");
        return otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        String value = text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
        if (List.of("true", "1", "yes", "on").contains(value)) {
            return true;
        }
        if (!List.of("false", "0", "no", "off").contains(value)) {
            error(name, "must be true or false, but is '" + value + "'");
            return otherwise;
        }
        return false;
    }

    String oneOf(String name, String otherwise, Collection<String> words) {
        String value = text(name, otherwise).toLowerCase(Locale.ROOT);
        if (words.contains(value)) {
            return value;
        }
        error(name, "must be one of " + String.join(", ", words) + ", but is '" + value + "'");
        return otherwise;
    }

    /** The value is never repeated in the error. */
    @Nullable
    Secret secret(String name, int leastLength) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        if (value.codePointCount(0, value.length()) < leastLength) {
            error(name, "must have at least " + leastLength + " characters");
        } else if (value.chars().anyMatch(Character::isISOControl)) {
            error(name, "must not have line breaks or other control characters");
        }
        return new Secret(value);
    }

    /** Several secrets with white space or commas between; none of them is repeated in an error. */
    List<Secret> secrets(String name, int leastLength) {
        List<Secret> secrets = new ArrayList<>();
        for (String value : text(name, "").split("[\\s,]+")) {
            if (value.isEmpty()) {
                continue;
            }
            if (value.codePointCount(0, value.length()) < leastLength) {
                error(
                        name,
                        "must have at least " + leastLength
                                + " characters, and so must each of several with spaces or commas between");
            } else if (value.chars().anyMatch(Character::isISOControl)) {
                error(name, "must not have control characters");
            }
            secrets.add(new Secret(value));
        }
        return secrets;
    }

    /** Words with commas between; none when it is absent. */
    List<String> words(String name) {
        return Arrays.stream(text(name, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** An absolute path; {@code ~/} at its start is the home directory. */
    @Nullable
    Path path(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            Path path = value.startsWith("~/") ? home().resolve(value.substring(2)) : Path.of(value);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            error(name, "is not a path: " + e.getReason());
            return null;
        }
    }

    Path home() {
        String home = present("HOME");
        return Path.of(home == null ? System.getProperty("user.home") : home);
    }
}
