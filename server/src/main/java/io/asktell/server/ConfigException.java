package io.asktell.server;

import java.util.List;

/** The settings are not usable; the message lists every mistake, each with the name of its setting. */
public final class ConfigException extends RuntimeException {
    private final List<String> errors;

    public ConfigException(List<String> errors) {
        super("Cannot start with these settings:\n  " + String.join("\n  ", errors));
        this.errors = List.copyOf(errors);
    }

    public List<String> errors() {
        return errors;
    }
}
