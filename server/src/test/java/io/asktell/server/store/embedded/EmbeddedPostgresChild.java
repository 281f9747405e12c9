package io.asktell.server.store.embedded;

import io.asktell.server.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another JVM with an embedded PostgreSQL, which tests may kill. */
final class EmbeddedPostgresChild implements AutoCloseable {
    private static final String READY = "ready";

    private final Process process;
    private final BufferedReader output;

    private EmbeddedPostgresChild(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts PostgreSQL on a directory, writes one row, and waits to be killed. */
    public static void main(String[] arguments) throws IOException {
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestPostgres.CACHE)) {
            TestPostgres.execute(postgres.address(), "CREATE TABLE IF NOT EXISTS written (x int)");
            TestPostgres.execute(postgres.address(), "INSERT INTO written VALUES (1)");
            System.out.println(READY);
            System.in.read();
        }
    }

    static EmbeddedPostgresChild on(Path directory) throws IOException {
        return run(EmbeddedPostgresChild.class.getName(), directory.toString());
    }

    /** Where programs of this folder hide those of the system. */
    static EmbeddedPostgresChild on(Path directory, Path programs) throws IOException {
        var environment = Map.of("PATH", programs + ":" + System.getenv("PATH"));
        return run(environment, EmbeddedPostgresChild.class.getName(), directory.toString());
    }

    /** {@code main} of a class in a JVM like this one. */
    static EmbeddedPostgresChild run(String mainClass, String... arguments) throws IOException {
        return run(Map.of(), mainClass, arguments);
    }

    private static EmbeddedPostgresChild run(Map<String, String> environment, String mainClass, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("DATABASE_URL");
        builder.environment().put("ASKTELL_LOG_LEVEL", "INFO");
        builder.environment().putAll(environment);
        return new EmbeddedPostgresChild(builder.start());
    }

    /** Reads what it prints up to a line that holds {@code text}, and returns all of it. */
    String awaitLine(String text) throws IOException {
        var seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.contains(text)) {
                return seen.toString();
            }
        }
        throw new AssertionError("the other JVM ended before it said '" + text + "':\n" + seen);
    }

    EmbeddedPostgresChild awaitReady() throws IOException {
        awaitLine(READY);
        return this;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** The process number PostgreSQL left in its pid file. */
    static long postmaster(Path directory) throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
