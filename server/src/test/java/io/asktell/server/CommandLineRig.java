package io.asktell.server;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** A server with a real database, and commands that speak to it as a person's do. */
final class CommandLineRig implements AutoCloseable {
    static final String ADMIN = "administrators-key-of-the-tests";

    private final Server server;

    /** What came of a command. */
    record Ran(int code, String out, String err) {}

    CommandLineRig() {
        var environment = new java.util.HashMap<>(TestPostgres.environment(TestPostgres.freshDatabase()));
        environment.put("PORT", "0");
        environment.put("ASKTELL_ADMIN_KEY", ADMIN);
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        server = new Server(ServerConfig.fromEnvironment(environment));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A fresh key with the scope worker only. */
    String workerKey() {
        return run("key", "create", "worker", "--scope", "worker").out().strip();
    }

    /** Runs a command of two words as the administrator. */
    Ran run(String group, String command, String... arguments) {
        return runAs(ADMIN, group, command, arguments);
    }

    Ran runAs(String key, String group, String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(group, command, "--server", address(), "--key", key));
        words.addAll(List.of(arguments));
        return execute(words.toArray(String[]::new));
    }

    static Ran execute(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(words);
        return new Ran(code, out.toString(), err.toString());
    }

    @Override
    public void close() {
        server.close();
    }
}
