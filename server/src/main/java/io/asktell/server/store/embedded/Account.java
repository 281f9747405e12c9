package io.asktell.server.store.embedded;

import io.asktell.server.store.DatabaseStartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * In whose name PostgreSQL's programs run. They refuse to run as root. Root therefore runs them in a user namespace of their own, where
 * it is nobody in their eyes while its files stay its own; and where the system forbids that, as many containers do, as the user nobody.
 * Data that belong to somebody else stay theirs, and are served in their name.
 */
final class Account {
    private static final int OURS = -1;
    private static final int NOBODY = 65534;

    /** The program, with its options, that changes the account. */
    private final List<String> prefix;

    private final int uid;

    private Account(int uid, String... prefix) {
        this.uid = uid;
        this.prefix = List.of(prefix);
    }

    /** Another user, who may enter our directories all the same, which may lie where only root can go. */
    private static Account other(int uid) {
        return new Account(
                uid,
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override");
    }

    /** The account for {@code data}, which need not be there yet. */
    static Account choose(Path data) throws IOException {
        if (!run(List.of("id", "-u")).output().strip().equals("0")) {
            return new Account(OURS);
        }
        int owner = Files.exists(data) ? (int) Files.getAttribute(data, "unix:uid") : 0;
        var possible =
                owner == 0 ? List.of(new Account(OURS, "unshare", "--user"), other(NOBODY)) : List.of(other(owner));
        for (var account : possible) {
            if (account.works()) {
                return account;
            }
        }
        throw new DatabaseStartException("The embedded PostgreSQL does not run as root, and this system allows neither"
                + " 'unshare --user' nor 'setpriv --reuid'. Start Asktell as another user, or set DATABASE_URL.");
    }

    private boolean works() {
        try {
            return run(command(List.of("true"))).ok();
        } catch (IOException e) {
            return false;
        }
    }

    List<String> command(List<String> plain) {
        var command = new ArrayList<>(prefix);
        command.addAll(plain);
        return command;
    }

    /** Makes this account the owner of something we made. */
    void own(Path path) throws IOException {
        if (uid != OURS) {
            run(List.of("chown", "-R", uid + ":" + uid, path.toString())).orThrow("chown");
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
