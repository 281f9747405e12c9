package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The files of a PostgreSQL: makes them, keeps its settings, and knows their version. */
final class Cluster {
    private static final String SETTINGS = "asktell.conf";

    private final Account account;
    private final Path home;
    private final Path data;

    Cluster(Account account, Path home, Path data) {
        this.account = account;
        this.home = home;
        this.data = data;
    }

    boolean exists() throws IOException {
        if (!Files.exists(data)) {
            return false;
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            throw new DatabaseStartException(
                    data + " is there, but holds no PostgreSQL database. Move it away, or choose"
                            + " another ASKTELL_DATA_DIR.");
        }
        return true;
    }

    /** PostgreSQL reads only files of its own major version, and would say so nowhere but in its log. */
    void checkVersion() throws IOException {
        String there = Files.readString(data.resolve("PG_VERSION")).strip();
        var outcome = account.runAs(List.of(program("postgres"), "--version"));
        outcome.orThrow("postgres --version");
        // "postgres (PostgreSQL) 18.6"
        String ours = outcome.output().strip().replaceFirst("^.*\\s(\\d+)\\D.*$", "$1");
        if (!there.equals(ours)) {
            throw new DatabaseStartException(data + " was written by PostgreSQL " + there + ", and this Asktell brings "
                    + ours + ". Export the studies with the Asktell that wrote it and import them here, or run a"
                    + " PostgreSQL " + there + " on it and name it in DATABASE_URL; docs/operations.md says how.");
        }
    }

    /** Makes the files beside their place and moves them there, so that an interrupted start leaves none that are half made. */
    void create(String user, String password) throws IOException {
        Path partial = data.resolveSibling("postgres.partial");
        Binaries.deleteTree(partial);
        Files.createDirectory(
                partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordCopy = partial.resolveSibling("initial.partial");
        try {
            Files.deleteIfExists(passwordCopy);
            Files.createFile(
                    passwordCopy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordCopy, password + "\n");
            account.own(partial);
            account.own(passwordCopy);
            account.runAs(List.of(
                            program("initdb"),
                            "--pgdata=" + partial,
                            "--username=" + user,
                            "--pwfile=" + passwordCopy,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums"))
                    .orThrow("initdb in " + partial);
            Files.writeString(
                    partial.resolve("postgresql.conf"),
                    "\ninclude_if_exists = '" + SETTINGS + "'\n",
                    StandardOpenOption.APPEND);
        } finally {
            Files.deleteIfExists(passwordCopy);
        }
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes our settings anew; {@code ALTER SYSTEM} and lines at the end of {@code postgresql.conf} still override them. */
    void configure() throws IOException {
        Path partial = data.resolve(SETTINGS + ".partial");
        Files.writeString(partial, """
                # Written at every start. Put your own settings at the end of postgresql.conf.
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                max_connections = 100
                shared_buffers = '128MB'
                wal_level = minimal
                max_wal_senders = 0
                wal_compression = on
                # Containers give little of the shared memory that parallel queries need, and ours are short.
                max_parallel_workers_per_gather = 0
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_line_prefix = '%m [%p] '
                log_checkpoints = off
                """);
        account.own(partial);
        Files.move(partial, data.resolve(SETTINGS), StandardCopyOption.ATOMIC_MOVE);
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
