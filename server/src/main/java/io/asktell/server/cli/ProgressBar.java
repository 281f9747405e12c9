package io.asktell.server.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;

/** How far something is: one line that is drawn over on a terminal, else a line for each step. Safe for use by many threads. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 24;

    private final PrintWriter out;
    private final OptionalInt columns;
    private String drawn = "";

    /** @param columns of the terminal, empty if there is none; see {@link Terminal} */
    public ProgressBar(PrintWriter out, OptionalInt columns) {
        this.out = out;
        this.columns = columns;
    }

    /** Shows how far it is; nothing happens if it is shown already. */
    public synchronized void show(long done, long total, String text) {
        if (columns.isPresent()) {
            int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
            draw(cut("[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + "/" + total + "  " + text));
            return;
        }
        String line = (done + "/" + total + "  " + text).stripTrailing();
        if (!line.equals(drawn)) {
            drawn = line;
            out.println(line);
            out.flush();
        }
    }

    /** Prints a line that stays, above the bar. */
    public synchronized void line(String text) {
        if (columns.isPresent()) {
            String bar = drawn;
            draw("");
            out.println(text);
            draw(bar);
        } else {
            out.println(text);
        }
        out.flush();
    }

    /** The last column stays free: some terminals go to the next line after it. */
    private String cut(String line) {
        int most = columns.getAsInt() - 1;
        if (line.length() <= most) {
            return line;
        }
        return most < 1 ? "" : line.substring(0, most - 1) + "…";
    }

    private void draw(String line) {
        if (!line.equals(drawn)) {
            out.print("\r" + line + " ".repeat(Math.max(0, drawn.length() - line.length())) + "\r" + line);
            out.flush();
            drawn = line;
        }
    }

    /** Leaves what is drawn as the last line. */
    @Override
    public synchronized void close() {
        if (columns.isPresent() && !drawn.isEmpty()) {
            out.println();
            out.flush();
            drawn = "";
        }
    }
}
