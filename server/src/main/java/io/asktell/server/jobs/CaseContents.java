package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.server.store.SuiteStore;
import io.asktell.server.tooleval.Suites;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.TestCase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The cases of versions of suites by what is in them: what the model is shown, and what is expected of it. */
final class CaseContents {
    private static final int MAX_SUITES = 16;

    private record Version(String suite, int version) {}

    /** By case: its content, as a text. */
    private final Map<Version, Map<String, String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Version, Map<String, String>> eldest) {
            return size() > MAX_SUITES;
        }
    };

    /** The contents of a suite's cases by their ids; nothing of a suite that was deleted. */
    synchronized Map<String, String> of(Handle handle, String suite, int version) {
        return known.computeIfAbsent(
                new Version(suite, version),
                key -> handle.attach(SuiteStore.class)
                        .find(suite, version)
                        .map(row -> contents(Suites.suite(row)))
                        .orElse(Map.of()));
    }

    private static Map<String, String> contents(Suite suite) {
        Map<String, String> contents = new HashMap<>();
        suite.cases().forEach(c -> contents.put(c.id(), content(suite, c)));
        return contents;
    }

    /** What the case would be as the only one of a suite, without its name and what it counts for. */
    private static String content(Suite suite, TestCase testCase) {
        var alone =
                new Suite("", null, suite.systemPrompt(), suite.matching(), suite.toolsOf(testCase), List.of(testCase));
        ObjectNode json = SuiteCodec.write(alone);
        if (json.path("cases").path(0) instanceof ObjectNode written) {
            written.remove(List.of("id", "category", "weight", "tools"));
        }
        return json.toString();
    }
}
