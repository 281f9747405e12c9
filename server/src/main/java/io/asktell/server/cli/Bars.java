package io.asktell.server.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Shares as bars. */
public final class Bars {
    private static final int WIDTH = 30;

    private Bars() {}

    /** One line for each, in the order of the map; a bar of full width is a share of 1. */
    public static void print(Map<String, Double> shares, PrintWriter out) {
        int longest = shares.keySet().stream().mapToInt(String::length).max().orElse(0);
        shares.forEach((name, share) -> out.println("  " + Values.printable(name) + " ".repeat(longest - name.length())
                + "  " + String.format(Locale.ROOT, "%5.1f %%", 100 * share) + "  "
                + "#".repeat((int) Math.round(WIDTH * Math.max(0, Math.min(1, share))))));
    }
}
