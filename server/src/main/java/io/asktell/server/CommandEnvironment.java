package io.asktell.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What commands read settings from: the process's variables with the working directory's {@code .env} file below them. */
final class CommandEnvironment {
    private static final String LOG_LEVEL = "ASKTELL_LOG_LEVEL";
    private static final String LOG_FORMAT = "ASKTELL_LOG_FORMAT";

    private CommandEnvironment() {}

    /** What the commands that speak to a server may find there. */
    static Function<String, @Nullable String> remoteSettings() {
        var environment = read();
        return name -> {
            var settings = new Settings(environment);
            String value = settings.text(name);
            settings.throwIfWrong();
            return value;
        };
    }

    /** The least level that is logged, where nothing else was set; called before the first logger is made. */
    static void logFrom(String level) {
        String set = System.getenv(LOG_LEVEL);
        if (set == null && System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, level);
        }
    }

    /** Reads it, and lets the logging know its level and its form; called before the first logger is made. */
    static Map<String, String> read() {
        var environment = DotEnv.addedTo(System.getenv(), Path.of(""));
        String level = environment.get(LOG_LEVEL);
        if (level != null && !level.isBlank()) {
            System.setProperty(LOG_LEVEL, level.strip());
        }
        String format = environment.getOrDefault(LOG_FORMAT, "");
        System.setProperty(LOG_FORMAT, format.strip().equalsIgnoreCase("json") ? "json" : "text");
        return environment;
    }

    /** What an option of the command line sets, if it was given. */
    static void override(Map<String, String> environment, String name, @Nullable Object value) {
        if (value != null) {
            environment.put(name, value.toString());
            environment.remove(name + "_FILE");
        }
    }
}
