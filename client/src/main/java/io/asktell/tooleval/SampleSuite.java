package io.asktell.tooleval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The suite that comes with Asktell: everyday requests, some of which need no tool at all. */
public final class SampleSuite {
    private static final String RESOURCE = "sample-suite.json";

    private SampleSuite() {}

    /** The suite. */
    public static Suite load() {
        return SuiteCodec.read(json()).orThrow();
    }

    /** The suite as JSON text. */
    public static String json() {
        try (var stream = SampleSuite.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new AssertionError("the resource " + RESOURCE + " is not there");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
