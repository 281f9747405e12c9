package io.asktell.server.store.embedded;

import io.asktell.server.ChildJvm;
import io.asktell.server.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What another JVM with an embedded PostgreSQL does, until it is killed. */
final class EmbeddedPostgresChild {
    private static final String READY = "ready";

    private EmbeddedPostgresChild() {}

    /** Starts PostgreSQL on a directory, writes one row, and waits to be killed. */
    public static void main(String[] arguments) throws IOException {
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestPostgres.CACHE)) {
            TestPostgres.execute(postgres.address(), "CREATE TABLE IF NOT EXISTS written (x int)");
            TestPostgres.execute(postgres.address(), "INSERT INTO written VALUES (1)");
            System.out.println(READY);
            System.in.read();
        }
    }

    static ChildJvm on(Path directory) throws IOException {
        return ready(ChildJvm.run(EmbeddedPostgresChild.class.getName(), directory.toString()));
    }

    /** Where programs of this folder hide those of the system. */
    static ChildJvm on(Path directory, Path programs) throws IOException {
        var environment = Map.of("PATH", programs + ":" + System.getenv("PATH"));
        return ready(ChildJvm.run(environment, EmbeddedPostgresChild.class.getName(), directory.toString()));
    }

    private static ChildJvm ready(ChildJvm child) throws IOException {
        child.awaitLine(READY);
        return child;
    }

    /** The process number PostgreSQL left in its pid file. */
    static long postmaster(Path directory) throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip());
    }
}
