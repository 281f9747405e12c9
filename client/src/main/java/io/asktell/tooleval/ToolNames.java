package io.asktell.tooleval;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The names by which a provider knows the tools. Providers allow only {@code [A-Za-z0-9_-]{1,64}}; suites may say {@code math.sum}.
 * Names that would coincide are told apart by a number.
 */
public final class ToolNames {
    private static final int MAX_LENGTH = 64;

    private final Map<String, String> wireNames = new HashMap<>();
    private final Map<String, String> originals = new HashMap<>();

    /** The names for these tools, which have different names. */
    public ToolNames(List<Tool> tools) {
        var taken = new HashSet<String>();
        for (var tool : tools) { // legal names keep themselves, whatever the others become
            if (sanitize(tool.name()).equals(tool.name())) {
                put(tool.name(), tool.name());
                taken.add(tool.name());
            }
        }
        for (var tool : tools) {
            if (!wireNames.containsKey(tool.name())) {
                var wireName = sanitize(tool.name());
                for (int n = 2; !taken.add(wireName); n++) {
                    var suffix = "_" + n;
                    var stem = sanitize(tool.name());
                    wireName = stem.substring(0, Math.min(stem.length(), MAX_LENGTH - suffix.length())) + suffix;
                }
                put(tool.name(), wireName);
            }
        }
    }

    private void put(String name, String wireName) {
        wireNames.put(name, wireName);
        originals.put(wireName, name);
    }

    /** The provider's name of a tool; any other name becomes a legal one. */
    public String wireName(String name) {
        return wireNames.getOrDefault(name, sanitize(name));
    }

    /** The tool's own name; a name that is no tool's stays as it is. */
    public String original(String wireName) {
        return originals.getOrDefault(wireName, wireName);
    }

    /** The name with every illegal character replaced by an underscore, and cut to 64. */
    public static String sanitize(String name) {
        var legal = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return legal.length() <= MAX_LENGTH ? legal : legal.substring(0, MAX_LENGTH);
    }
}
