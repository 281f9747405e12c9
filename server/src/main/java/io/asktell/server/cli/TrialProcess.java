package io.asktell.server.cli;

import io.asktell.worker.Params;
import io.asktell.worker.TrialContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a command for one trial, with the parameters in its environment and its arguments, and reads what it prints. */
final class TrialProcess {
    private static final long PATIENCE_SECONDS = 5;

    private final List<String> command;
    private final Consumer<String> errors;

    /** @param errors takes the lines of its standard error */
    TrialProcess(List<String> command, Consumer<String> errors) {
        this.command = List.copyOf(command);
        this.errors = errors;
    }

    /**
     * Runs it to its end. However this method ends, the process is gone, and those that it started too.
     *
     * @throws IllegalStateException it failed
     */
    double[] run(TrialContext trial) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                command.stream().map(word -> filled(word, trial.params())).toList());
        var environment = builder.environment();
        trial.params().asMap().forEach((name, value) -> environment.put(Values.variable(name), Values.plain(value)));
        environment.put("ASKTELL_PARAMS", Values.json(trial.params().asMap()));
        environment.put("ASKTELL_STUDY", trial.studyName());
        environment.put("ASKTELL_TRIAL", Integer.toString(trial.number()));
        environment.keySet().removeAll(List.of("ASKTELL_KEY", "ASKTELL_ADMIN_KEY", "ASKTELL_SECRET_KEY"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return follow(process, trial);
        } finally {
            end(process);
        }
    }

    /** {@code {name}} becomes the parameter's value; other braces stay. */
    static String filled(String word, Params params) {
        String filled = word;
        for (String name : params.names()) {
            filled = filled.replace("{" + name + "}", Values.plain(params.get(name)));
        }
        return filled;
    }

    private double[] follow(Process process, TrialContext trial) throws InterruptedException {
        // reads block, and do not end with an interrupt; waiting at a queue does
        var lines = new LinkedBlockingQueue<Optional<String>>();
        var lastError = new String[] {""};
        Thread out =
                read(process.getInputStream(), line -> lines.add(Optional.of(line)), () -> lines.add(Optional.empty()));
        Thread err = read(
                process.getErrorStream(),
                line -> {
                    if (!line.isBlank()) {
                        lastError[0] = line.strip();
                    }
                    errors.accept("[trial " + trial.number() + "] " + Values.printable(line));
                },
                () -> {});
        String last = "";
        for (var line = lines.take(); line.isPresent(); line = lines.take()) {
            var report = TrialOutput.report(line.get());
            if (report.isPresent()) {
                trial.report(report.get().step(), report.get().value());
            } else if (!line.get().isBlank()) {
                last = line.get();
            }
        }
        int code = process.waitFor();
        out.join();
        err.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS)); // what it left running may keep the stream open
        if (code != 0) {
            throw new IllegalStateException(
                    "exit code " + code + (lastError[0].isEmpty() ? "" : ": " + shortened(lastError[0])));
        }
        if (last.isEmpty()) {
            throw new IllegalStateException("the command printed no value");
        }
        var output = TrialOutput.parse(last);
        var attributes = output.userAttrs();
        if (attributes != null) {
            attributes.forEach(trial::userAttr);
        }
        if (output.constraints() != null) {
            trial.constraints(output.constraints());
        }
        return output.objectives();
    }

    private static Thread read(InputStream stream, Consumer<String> line, Runnable end) {
        var thread = new Thread(
                () -> {
                    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        reader.lines().forEach(line);
                    } catch (IOException | UncheckedIOException e) {
                        // the process was ended, and what it still had to say with it
                    } finally {
                        end.run();
                    }
                },
                "trial-output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void end(Process process) {
        var family = process.descendants().toList();
        family.forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 499) + "…";
    }
}
