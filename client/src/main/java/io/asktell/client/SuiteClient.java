package io.asktell.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Suites of test cases, as JSON: what a suite holds is the matter of {@code io.asktell.tooleval}. */
public final class SuiteClient {
    private static final String SUITES = "/api/tool-eval/suites";

    private final Transport transport;

    SuiteClient(Transport transport) {
        this.transport = transport;
    }

    /** A summary of each suite. */
    public Stream<JsonNode> list() {
        return Pages.stream(transport, Call.get(SUITES), JsonNode.class);
    }

    public JsonNode get(String id) {
        return transport.send(Call.get(Paths.of(SUITES, id))).read(JsonNode.class);
    }

    /** A suite as it was in a version. */
    public JsonNode get(String id, int version) {
        return transport
                .send(Call.get(Paths.of(SUITES, id)).query("version", version))
                .read(JsonNode.class);
    }

    public JsonNode create(JsonNode suite) {
        return transport.send(Call.keyedPost(SUITES, suite)).read(JsonNode.class);
    }

    /** Puts another version in place of the latest. */
    public JsonNode replace(String id, JsonNode suite) {
        return transport.send(Call.put(Paths.of(SUITES, id), suite)).read(JsonNode.class);
    }

    public void delete(String id) {
        transport.delete(Paths.of(SUITES, id));
    }

    /**
     * Imports a suite.
     *
     * @param format {@code asktell} or {@code bfcl}
     * @param partial whether to take what can be taken, where not all can
     */
    public JsonNode importSuite(String format, JsonNode body, boolean partial) {
        return transport
                .send(Call.keyedPost(SUITES + "/import", body)
                        .query("format", format)
                        .query("partial", partial ? "true" : null))
                .read(JsonNode.class);
    }

    /** The suite in the format, as {@link #importSuite} takes it. */
    public JsonNode export(String id, String format) {
        return transport
                .send(Call.get(Paths.of(SUITES, id, "export")).query("format", format))
                .read(JsonNode.class);
    }

    /** Scores recorded answers, without calling a model. */
    public JsonNode score(String id, JsonNode responses) {
        return transport
                .send(Call.idempotentPost(Paths.of(SUITES, id, "score"), responses))
                .read(JsonNode.class);
    }
}
