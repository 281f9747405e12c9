package io.asktell.server.tooleval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.SuiteRow;
import io.asktell.server.store.SuiteStore;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.Ids;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteCodec;
import io.asktell.tooleval.SuiteReading;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Keeps suites. A change makes a new version; jobs go on with the one they began with. */
public final class Suites {
    private final Jdbi jdbi;

    public Suites(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A page of suites without their definitions, and how many there are. */
    public record Page(List<SuiteRow> suites, long total) {}

    public SuiteRow create(JsonNode json) {
        return create(checked(json));
    }

    public SuiteRow create(Suite suite) {
        String id = Ids.make("suite_");
        jdbi.useTransaction(handle -> {
            var store = handle.attach(SuiteStore.class);
            store.add(id);
            addVersion(store, id, 1, suite);
        });
        return find(id, null);
    }

    /**
     * Makes a new version of a suite.
     *
     * @param expected the version it must have now, so that nobody's change is lost; null for any
     */
    public SuiteRow replace(String id, JsonNode json, @Nullable Integer expected) {
        Suite suite = checked(json);
        jdbi.useTransaction(handle -> {
            var store = handle.attach(SuiteStore.class);
            int version = store.nextVersion(id).orElseThrow(() -> notFound(id, null));
            if (expected != null && expected != version - 1) {
                throw new ConflictException(
                        "suite_changed",
                        "The suite has version " + (version - 1) + " by now, not " + expected
                                + "; get it again, and put the change into that.");
            }
            addVersion(store, id, version, suite);
        });
        return find(id, null);
    }

    private static void addVersion(SuiteStore store, String id, int version, Suite suite) {
        store.addVersion(
                id,
                version,
                suite.name(),
                suite.cases().size(),
                suite.tools().size(),
                SuiteCodec.write(suite).toString());
    }

    /** @param version the newest when null */
    public SuiteRow find(String id, @Nullable Integer version) {
        return jdbi.withExtension(SuiteStore.class, store -> store.find(id, version))
                .orElseThrow(() -> notFound(id, version));
    }

    /** The suite that a row holds. */
    public static Suite suite(SuiteRow row) {
        return SuiteCodec.read(row.definition()).orThrow();
    }

    public Page list(int limit, long offset) {
        return jdbi.withExtension(SuiteStore.class, store -> new Page(store.page(limit, offset), store.count()));
    }

    public void delete(String id) {
        jdbi.useTransaction(handle -> {
            var store = handle.attach(SuiteStore.class);
            var job = store.openJob(id);
            if (job.isPresent()) {
                throw new ConflictException(
                        "suite_in_use", "Tune " + job.get() + " runs on this suite; cancel it first.");
            }
            if (store.delete(id) == 0) {
                throw notFound(id, null);
            }
        });
    }

    /** The suite that a body describes; InvalidException with every error there is in it. */
    public static Suite checked(JsonNode json) {
        SuiteReading reading = SuiteCodec.readStored(json); // what GET answers may be sent back
        var errors = new FieldErrors();
        reading.errors()
                .forEach(error -> errors.add(error.field().isEmpty() ? "body" : error.field(), error.message()));
        errors.throwIfAny();
        return reading.orThrow();
    }

    private static NotFoundException notFound(String id, @Nullable Integer version) {
        return new NotFoundException(
                "suite_not_found", "There is no suite " + id + (version == null ? "" : " in version " + version) + ".");
    }

    /** A row's definition as JSON. */
    public static JsonNode definition(SuiteRow row) {
        try {
            return Json.mapper().readTree(row.definition());
        } catch (JsonProcessingException e) {
            throw new AssertionError("a stored suite is JSON", e);
        }
    }
}
