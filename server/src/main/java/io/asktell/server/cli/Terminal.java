package io.asktell.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The terminal that a stream of this process goes to. Java cannot tell for one stream, so the shell is asked. */
public final class Terminal {
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int USUAL_COLUMNS = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)");

    private Terminal() {}

    /** How wide standard output's is; empty if it is none, or one that cannot draw over a line. */
    public static OptionalInt columnsOfOut() {
        return columns(OUT);
    }

    /** The same for standard error. */
    static OptionalInt columnsOfErr() {
        return columns(ERR);
    }

    private static OptionalInt columns(int stream) {
        String kind = System.getenv("TERM");
        return kind == null || kind.equals("dumb") ? OptionalInt.empty() : parse(ask(stream));
    }

    /** What {@code stty size} says: rows and columns, zeros if the terminal does not know. */
    static OptionalInt parse(String size) {
        var matcher = ROWS_AND_COLUMNS.matcher(size.strip());
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int columns = Integer.parseInt(matcher.group(1));
        return OptionalInt.of(columns == 0 ? USUAL_COLUMNS : columns);
    }

    /** The shell inherits the stream, and answers on the other one; with nothing if the stream is no terminal. */
    private static String ask(int stream) {
        int other = OUT + ERR - stream;
        var shell = new ProcessBuilder("sh", "-c", "test -t " + stream + " && stty size <&" + stream + " >&" + other);
        if (stream == OUT) {
            shell.redirectOutput(Redirect.INHERIT);
        } else {
            shell.redirectError(Redirect.INHERIT);
        }
        try {
            Process process = shell.start();
            try (InputStream answer = stream == OUT ? process.getErrorStream() : process.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return ""; // there is no shell
        }
    }
}
