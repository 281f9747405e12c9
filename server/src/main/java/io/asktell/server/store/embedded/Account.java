package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * In whose name PostgreSQL's programs run. They refuse to run as root. Root therefore runs them in a user namespace of their own, where
 * it is nobody in their eyes while its files stay its own; and where the system forbids that, as many containers do, as the user nobody.
 */
enum Account {
    SELF(""),
    NAMESPACE("unshare --user"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups");

    /** The program, with its options, that changes the account; empty for none. */
    private final String prefix;

    Account(String prefix) {
        this.prefix = prefix;
    }

    static Account choose() throws IOException {
        if (run(List.of("id", "-u")).output().strip().equals("0")) {
            for (Account account : List.of(NAMESPACE, NOBODY)) {
                if (account.works()) {
                    return account;
                }
            }
            throw new DatabaseStartException(
                    "The embedded PostgreSQL does not run as root, and this system allows neither"
                            + " 'unshare --user' nor 'setpriv --reuid'. Start Asktell as another user, or set DATABASE_URL.");
        }
        return SELF;
    }

    private boolean works() {
        try {
            return run(command(List.of("true"))).ok();
        } catch (IOException e) {
            return false;
        }
    }

    List<String> command(List<String> plain) {
        var command = new ArrayList<String>();
        if (!prefix.isEmpty()) {
            command.addAll(List.of(prefix.split(" ")));
        }
        command.addAll(plain);
        return command;
    }

    /** Lets this account pass through a directory of ours. */
    void admitTo(Path directory) throws IOException {
        if (this == NOBODY) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    /** Makes this account the owner of something we made. */
    void own(Path path) throws IOException {
        if (this == NOBODY) {
            run(List.of("chown", "-R", "65534:65534", path.toString())).orThrow("chown");
        }
    }

    /** What a finished program left: its exit code, and all it wrote. */
    record Outcome(int code, String output) {
        boolean ok() {
            return code == 0;
        }

        void orThrow(String what) {
            if (!ok()) {
                throw new DatabaseStartException(what + " failed with code " + code + ":\n" + output.strip());
            }
        }
    }

    Outcome runAs(List<String> command) throws IOException {
        return run(command(command));
    }

    private static Outcome run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/").toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
        var process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while running " + command.get(0) + ".", e);
        }
    }
}
