package io.asktell.server;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM like this one, which tests may kill. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** {@code main} of a class. */
    public static ChildJvm run(String mainClass, String... arguments) throws IOException {
        return run(Map.of(), mainClass, arguments);
    }

    public static ChildJvm run(Map<String, String> environment, String mainClass, String... arguments)
            throws IOException {
        return new ChildJvm(prepared(environment, mainClass, arguments)
                .redirectErrorStream(true)
                .start());
    }

    /** One whose output nobody reads while it runs: it goes to the end of a file. */
    public static ChildJvm logging(Path log, Map<String, String> environment, String mainClass, String... arguments)
            throws IOException {
        return new ChildJvm(prepared(environment, mainClass, arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    private static ProcessBuilder prepared(Map<String, String> environment, String mainClass, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().remove("DATABASE_URL");
        builder.environment().put("ASKTELL_LOG_LEVEL", "INFO");
        builder.environment().putAll(environment);
        return builder;
    }

    /** Reads what it prints up to a line that holds {@code text}, and returns all of it. */
    public String awaitLine(String text) throws IOException {
        var seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return seen.toString();
            }
        }
        throw new AssertionError("the other JVM ended before it said '" + text + "':\n" + seen);
    }

    /** What it prints, line by line. */
    public Stream<String> lines() {
        return output.lines();
    }

    /** Reads what it prints up to its end. */
    public String rest() {
        return lines().collect(Collectors.joining("\n"));
    }

    /** As Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
        assumeThat(ignoresInterrupts())
                .as("run in the background of a shell, which has its commands ignore Ctrl-C")
                .isFalse();
        signal("INT");
    }

    private boolean ignoresInterrupts() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return false;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring(line.indexOf(':') + 1).strip(), 16))
                    .anyMatch(ignored -> (ignored & 2) != 0);
        }
    }

    /** As {@code kill -NAME} does; what comes of it is not waited for. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does; returns the exit code. */
    public int terminate() throws InterruptedException {
        process.toHandle().destroy(); // the process's own destroy would close what it still prints
        return process.waitFor();
    }

    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
