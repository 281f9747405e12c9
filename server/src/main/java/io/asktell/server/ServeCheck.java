package io.asktell.server;

import io.asktell.server.cli.Table;
import io.asktell.server.models.Manifest;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.DatabaseReport;
import io.asktell.server.store.DatabaseStartException;
import io.asktell.server.store.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code asktell serve --check}: whether a server could start with these settings. Reads and connects only; changes nothing. */
final class ServeCheck {
    private static final long LEAST_BYTES = 100L << 20;
    private static final long FEW_BYTES = 1L << 30;
    private static final long CLOCK_MILLIS = 5_000;

    /** More than a key made at random would ever lack. */
    private static final int LEAST_CHARACTERS = 10;

    private final List<Finding> findings = new ArrayList<>();

    private enum Verdict {
        OK,
        WARNING,
        ERROR
    }

    private record Finding(String what, Verdict verdict, String detail) {}

    /** Prints a table of what was found; true when nothing is in the way of a start. */
    static boolean print(Map<String, String> environment, PrintWriter out) {
        var check = new ServeCheck();
        check.settings(environment);
        var table = new Table("CHECK", "RESULT", "DETAIL");
        for (var finding : check.findings) {
            table.row(finding.what, finding.verdict.name().toLowerCase(Locale.ROOT), finding.detail);
        }
        table.print(out);
        out.flush();
        return check.findings.stream().noneMatch(finding -> finding.verdict == Verdict.ERROR);
    }

    private void add(String what, Verdict verdict, String detail) {
        findings.add(new Finding(what, verdict, detail));
    }

    private void settings(Map<String, String> environment) {
        ServerConfig config;
        try {
            config = ServerConfig.fromEnvironment(environment);
        } catch (ConfigException e) {
            e.errors().forEach(error -> add("settings", Verdict.ERROR, error));
            return; // nothing else can be told without them
        }
        add("settings", Verdict.OK, "all are valid");
        var adminKey = config.adminKey();
        var secretKeys = config.secretKeys();
        secret("ASKTELL_ADMIN_KEY", adminKey, "a key is made at the first start and printed once");
        if (secretKeys.isEmpty()) {
            secret("ASKTELL_SECRET_KEY", null, "made at the first start and kept in the database");
        }
        secretKeys.forEach(key -> secret("ASKTELL_SECRET_KEY", key, ""));
        manifest(config.modelManifest());
        port(config);
        directory(config);
        databases(config);
    }

    private void secret(String name, @Nullable Secret secret, String otherwise) {
        if (secret == null) {
            add(name, Verdict.OK, "not set: " + otherwise);
        } else if (secret.value().codePoints().distinct().count() < LEAST_CHARACTERS) {
            add(name, Verdict.WARNING, "has few different characters; take one made at random");
        } else if (secret.value().toLowerCase(Locale.ROOT).matches(".*(change|example|password|secret|asktell).*")) {
            add(name, Verdict.WARNING, "looks like a word or an example; take one made at random");
        } else {
            add(name, Verdict.OK, "is set");
        }
    }

    private void manifest(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            add(
                    "ASKTELL_MODEL_MANIFEST",
                    Verdict.OK,
                    "has " + Manifest.read(file).size() + " models with parameters");
        } catch (IllegalArgumentException e) {
            add("ASKTELL_MODEL_MANIFEST", Verdict.ERROR, String.valueOf(e.getMessage()));
        }
    }

    private void port(ServerConfig config) {
        var where = config.host() + ":" + config.port();
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the server does
            socket.bind(new InetSocketAddress(config.host(), config.port()));
            add("address", Verdict.OK, where + " is free");
        } catch (IOException e) {
            add("address", Verdict.ERROR, where + " cannot be listened on: " + e.getMessage());
        }
    }

    private void directory(ServerConfig config) {
        var directory = config.dataDirectory();
        Path there = directory;
        for (Path parent = there.getParent(); parent != null && !Files.exists(there); parent = there.getParent()) {
            there = parent;
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            add("data directory", Verdict.ERROR, there + " cannot be written to");
            return;
        }
        var detail = directory + (there.equals(directory) ? " is there" : " can be made");
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            var verdict = free < LEAST_BYTES ? Verdict.ERROR : free < FEW_BYTES ? Verdict.WARNING : Verdict.OK;
            add("data directory", verdict, detail + ", with " + (free >> 20) + " MiB free");
        } catch (IOException e) {
            add("data directory", Verdict.WARNING, detail + ", but its free space is unknown: " + e.getMessage());
        }
    }

    private void databases(ServerConfig config) {
        var address = config.database();
        var authAddress = config.authDatabase();
        if (address == null) {
            boolean filled =
                    Files.exists(config.dataDirectory().resolve("postgres").resolve("PG_VERSION"));
            add(
                    "database",
                    Verdict.OK,
                    filled ? "embedded, in the data directory" : "embedded, made at the first start");
        } else {
            database("database", address, Schema.STUDIES, config.databasePoolSize() + Server.KEY_CONNECTIONS);
        }
        var keys = authAddress == null ? address : authAddress;
        if (keys != null) {
            database("keys' database", keys, Schema.KEYS, Server.KEY_CONNECTIONS);
        }
    }

    private void database(String what, DatabaseAddress address, Schema schema, int connections) {
        DatabaseReport report;
        try {
            report = DatabaseReport.of(address, schema, Clock.systemUTC());
        } catch (DatabaseStartException e) {
            add(what, Verdict.ERROR, String.valueOf(e.getMessage()));
            return;
        }
        var place = "PostgreSQL " + report.version() + " at " + address.place();
        if (report.tooNew()) {
            add(what, Verdict.ERROR, place + ": its tables were made by a newer Asktell");
        } else if (report.newest()) {
            add(what, Verdict.OK, place + ": its tables are up to date");
        } else {
            add(what, Verdict.OK, place + ": a start brings its tables up to date");
        }
        if (report.readOnly()) {
            add(what, Verdict.ERROR, "takes no writes; is it a standby?");
        }
        if (!report.fsync()) {
            add(what, Verdict.WARNING, "fsync is off: acknowledged results can be lost when it crashes");
        }
        if (report.connections() < connections) {
            add(
                    what,
                    Verdict.WARNING,
                    "allows " + report.connections() + " connections, and this server may take " + connections);
        }
        if (Math.abs(report.ahead().toMillis()) > CLOCK_MILLIS) {
            add(
                    what,
                    Verdict.WARNING,
                    "its clock differs from this machine's by " + report.ahead().toSeconds() + " s");
        }
    }
}
