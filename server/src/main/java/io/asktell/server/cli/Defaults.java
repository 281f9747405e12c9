package io.asktell.server.cli;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the remote options are when the command line does not say. */
public final class Defaults implements IDefaultValueProvider {
    private static final Map<String, String> VARIABLES =
            Map.of(RemoteOptions.SERVER, "ASKTELL_SERVER", RemoteOptions.KEY, "ASKTELL_KEY");

    private final Supplier<Function<String, @Nullable String>> settings;

    /** @param settings gives the value of a variable; asked for only when needed */
    public Defaults(Supplier<Function<String, @Nullable String>> settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        String name = argument instanceof OptionSpec option ? option.longestName() : "";
        String variable = VARIABLES.get(name);
        // other commands may have options of these names; theirs are not remote ones
        if (variable == null
                || !(argument.userObject() instanceof java.lang.reflect.Field field)
                || field.getDeclaringClass() != RemoteOptions.class) {
            return null;
        }
        String value = settings.get().apply(variable);
        return value == null && name.equals(RemoteOptions.SERVER) ? "http://127.0.0.1:6177" : value;
    }
}
