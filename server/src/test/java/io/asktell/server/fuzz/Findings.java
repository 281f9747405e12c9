package io.asktell.server.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import java.util.Map;
import java.util.TreeMap;

/** What was wrong, each thing once with how often and the first example. */
final class Findings {
    private record Finding(int times, String example) {}

    private final Map<String, Finding> findings = new TreeMap<>();

    /** A line of the server's log, in JSON, where no error and no trace may stand. */
    void logged(String line) {
        JsonNode event;
        try {
            event = Json.mapper().readTree(line);
        } catch (JsonProcessingException e) {
            add("log: what is no JSON", line);
            return;
        }
        if (event.path("level").asText().equals("ERROR") || event.has("exception")) {
            var trace = event.path("exception").asText();
            add(
                    "log: " + event.path("logger").asText() + " "
                            + trace.lines().findFirst().orElse("").replaceAll("\\d+", "n"),
                    event.path("message").asText() + "\n" + trace);
        }
    }

    /** Says a new one at once: a long run may be stopped for it. */
    synchronized void add(String what, String example) {
        if (!findings.containsKey(what)) {
            System.err.println("found: " + what + "\n" + example.strip().indent(8));
        }
        findings.merge(what, new Finding(1, example), (old, one) -> new Finding(old.times + 1, old.example));
    }

    synchronized boolean none() {
        return findings.isEmpty();
    }

    @Override
    public synchronized String toString() {
        var text = new StringBuilder();
        findings.forEach((what, finding) -> text.append(finding.times)
                .append(" x ")
                .append(what)
                .append('\n')
                .append(finding.example.strip().indent(8)));
        return text.toString();
    }
}
