package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main process of a PostgreSQL on one folder of data: starts it, stops it, and finds one that somebody left running. */
final class Postmaster {
    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Account account;
    private final Path home;
    private final Path data;
    private final Path logFile;

    Postmaster(Account account, Path home, Path data, Path logFile) {
        this.account = account;
        this.home = home;
        this.data = data;
        this.logFile = logFile;
    }

    /**
     * Stops a PostgreSQL that outlived its server, and clears away what one that died left. A process number may have passed to some
     * other program meanwhile, which must come to no harm.
     */
    void clearAway() throws IOException {
        Optional<Long> recorded = recordedPid();
        if (recorded.isEmpty()) {
            return;
        }
        long pid = recorded.get();
        String command = commandLine(pid);
        if (isOurs(command)) {
            log.info("stopping the PostgreSQL (process {}) that an earlier server left running", pid);
            stop();
        } else if (program(command).equals("postgres")) {
            throw new DatabaseStartException("A PostgreSQL that is not ours (process " + pid + ") may be using " + data
                    + ". If it is not, delete " + pidFile() + ".");
        } else if (!command.isEmpty()) {
            Files.deleteIfExists(pidFile());
        }
    }

    private boolean isOurs(String command) {
        return program(command).equals("postgres")
                && List.of(command.split("\0")).contains(data.toString());
    }

    private static String program(String command) {
        String program = command.split("\0", 2)[0];
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** The arguments with NUL between; empty for a process that has ended, also when nobody has collected it yet. */
    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    private Optional<Long> recordedPid() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        String first =
                Files.readString(pidFile()).lines().findFirst().orElse("").strip();
        return first.matches("\\d{1,18}") ? Optional.of(Long.parseLong(first)) : Optional.empty();
    }

    /** Returns once connections are taken; recovery after a crash is done then. */
    void start(int port) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            long logged = Files.exists(logFile) ? Files.size(logFile) : 0;
            var outcome = pgCtl("start", "-l", logFile.toString(), "-o", "-p " + port);
            if (outcome.ok()) {
                return;
            }
            String written = since(logged);
            // The last sessions of a postmaster that was killed need a moment to notice.
            if (!written.contains("is still in use") || System.nanoTime() > end) {
                throw new DatabaseStartException("The embedded PostgreSQL on " + data + " does not start. " + logFile
                        + " ends with:\n" + tail(written.isBlank() ? outcome.output() : written));
            }
            pause();
        }
    }

    /** Ends sessions and writes everything out; where that takes a minute, ends at once and leaves the rest to the next start. */
    void stop() throws IOException {
        pgCtl("stop", "-m", "fast");
        if (running()) {
            log.warn("PostgreSQL on {} does not stop; forcing it, the next start recovers", data);
            crash();
        }
    }

    /** Ends all processes without writing anything out. */
    void crash() throws IOException {
        pgCtl("stop", "-m", "immediate").orThrow("stopping PostgreSQL");
    }

    boolean running() throws IOException {
        return recordedPid().map(pid -> isOurs(commandLine(pid))).orElse(false);
    }

    private Account.Outcome pgCtl(String verb, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                home.resolve("bin/pg_ctl").toString(),
                verb,
                "-D",
                data.toString(),
                "-w",
                "-t",
                Long.toString(PATIENCE.toSeconds())));
        command.addAll(List.of(options));
        return account.runAs(command);
    }

    private String since(long position) throws IOException {
        if (!Files.exists(logFile)) {
            return "";
        }
        byte[] all = Files.readAllBytes(logFile);
        int from = (int) Math.min(position, all.length);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    private static String tail(String text) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while starting PostgreSQL.", e);
        }
    }
}
