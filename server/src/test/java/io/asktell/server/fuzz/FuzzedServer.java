package io.asktell.server.fuzz;

import io.asktell.server.ChildJvm;
import io.asktell.server.Ports;
import io.asktell.server.http.ServerRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A server in a process of its own, so that what it holds is not the fuzzer's; every line of its log is looked at. */
final class FuzzedServer implements AutoCloseable {
    final ServerRig rig;
    private final ChildJvm process;

    private FuzzedServer(ServerRig rig, ChildJvm process) {
        this.rig = rig;
        this.process = process;
    }

    static FuzzedServer start(Findings findings) {
        try {
            int port = Ports.free();
            var rig = ServerRig.ofProcesses(port);
            var process = rig.launch(
                    "PORT", Integer.toString(port),
                    "JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=logback.xml", // not the tests' own
                    "ASKTELL_LOG_FORMAT", "json",
                    "ASKTELL_EMBEDDED_WORKERS", "1",
                    "ASKTELL_HISTORY_MB", "4",
                    "ASKTELL_DATA_DIR",
                            Path.of("target", "fuzz").toAbsolutePath().toString());
            process.awaitLine("listening on")
                    .lines()
                    .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                    .forEach(findings::logged);
            var log = new Thread(() -> process.lines().forEach(findings::logged), "log of the fuzzed server");
            log.setDaemon(true);
            log.start();
            return new FuzzedServer(rig, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return rig.uri("/").getPort();
    }

    /** What the JDK's own tool finds in its process. */
    List<String> ask(String command) {
        try {
            var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            var asked = new ProcessBuilder(tool.toString(), Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            try (var answer = asked.inputReader()) {
                return answer.lines().collect(Collectors.toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
        rig.close();
    }
}
