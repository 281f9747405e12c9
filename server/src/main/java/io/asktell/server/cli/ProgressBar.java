package io.asktell.server.cli;

import java.io.PrintWriter;

/** How far something is: one line that is drawn over on a terminal, else a line for each step. Safe for use by many threads. */
public final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 24;
    private static final int COLUMNS = 110;

    private final PrintWriter out;
    private final boolean terminal;
    private String drawn = "";

    public ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether a person watches standard output. */
    @SuppressWarnings("SystemConsoleNull") // the newer Javas are asked further
    public static boolean onTerminal() {
        var console = System.console();
        String kind = System.getenv("TERM");
        return console != null && !"dumb".equals(kind) && kind != null && reallyTerminal(console);
    }

    /** From Java 22 on there is a console without a terminal too. */
    private static boolean reallyTerminal(java.io.Console console) {
        try {
            return Boolean.TRUE.equals(
                    java.io.Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Shows how far it is. On a pipe a line is printed only if it differs from the one before. */
    public synchronized void show(long done, long total, String text) {
        if (!terminal) {
            String line = done + "/" + total + "  " + text;
            if (!line.equals(drawn)) {
                drawn = line;
                out.println(line);
                out.flush();
            }
            return;
        }
        int filled = total == 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
        String line = "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + "/" + total + "  " + text;
        draw(line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "…");
    }

    /** Prints a line that stays, above the bar. */
    public synchronized void line(String text) {
        if (terminal) {
            String bar = drawn;
            draw("");
            out.println(text);
            draw(bar);
        } else {
            out.println(text);
        }
        out.flush();
    }

    private void draw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, drawn.length() - line.length())) + "\r" + line);
        out.flush();
        drawn = line;
    }

    /** Leaves what is drawn as the last line. */
    @Override
    public synchronized void close() {
        if (terminal && !drawn.isEmpty()) {
            out.println();
            out.flush();
            drawn = "";
        }
    }
}
