package io.asktell.server.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes calls to a file, one line when a call begins and one when it ends, so that a process may be killed at any time. */
final class Recorder {
    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private final Path file;

    Recorder(Path file) {
        this.file = file;
    }

    /** One write each, so that a line is there as a whole or in part, but never mixed with others. */
    synchronized void record(Call call) {
        try {
            Files.writeString(
                    file, JSON.writeValueAsString(call) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All calls of a folder's files, in their last state. The last line of a killed process may be cut short. */
    static List<Call> read(Path folder) throws IOException {
        Map<String, Call> calls = new LinkedHashMap<>();
        try (var files = Files.newDirectoryStream(folder, "*.jsonl")) {
            for (Path file : files) {
                String text = Files.readString(file);
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                    if (!line.isEmpty()) {
                        var call = JSON.readValue(line, Call.class);
                        calls.put(call.id(), call);
                    }
                }
            }
        }
        return new ArrayList<>(calls.values());
    }
}
