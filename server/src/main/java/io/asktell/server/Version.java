package io.asktell.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version this was built as. */
public final class Version {
    /** As in the build: {@code 0.1.0} or {@code 0.1.0-SNAPSHOT}. */
    public static final String CURRENT = read();

    private Version() {}

    private static String read() {
        var properties = new Properties();
        try (var file = Version.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
