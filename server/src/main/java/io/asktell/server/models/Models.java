package io.asktell.server.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.FieldError;
import io.asktell.api.Json;
import io.asktell.api.ModelRequest;
import io.asktell.api.TuneWarning;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.ModelRow;
import io.asktell.server.store.ModelStore;
import io.asktell.server.store.ProbeRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.tooleval.parameters.Endpoint;
import io.asktell.tooleval.parameters.GenerationSchema;
import io.asktell.tooleval.parameters.ParameterRegistry;
import io.asktell.tooleval.parameters.Resolution;
import io.asktell.tooleval.parameters.Support;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Models by name: who serves them, which parameters they take, and which values were saved for them. */
public final class Models {
    private final Jdbi jdbi;
    private final Map<String, GenerationSchema> manifest;

    /** @param manifest what a manifest says of models, by name; it overrides per parameter */
    public Models(Jdbi jdbi, Map<String, GenerationSchema> manifest) {
        this.jdbi = jdbi;
        this.manifest = Map.copyOf(manifest);
    }

    /** A page of models, and how many there are. */
    public record Page(List<ModelRow> models, long total) {}

    /**
     * What a model takes, and what is saved for it.
     *
     * @param published without what a probe found
     * @param schema with it
     * @param saved what was saved for it
     * @param chosen the values of its default profile, overlaid by what was saved
     * @param currentValues the defaults, overlaid by what was chosen
     * @param probe of the endpoint where the model is now, if there was one
     * @param source {@code default}, {@code registry}, {@code manifest} or {@code registered}: the last that had a say
     */
    public record Config(
            GenerationSchema published,
            GenerationSchema schema,
            ObjectNode saved,
            ObjectNode chosen,
            ObjectNode currentValues,
            String source,
            Optional<ProbeRow> probe) {
        /** The finding about a parameter; a missing node if there is none. */
        public JsonNode finding(String parameter) {
            return probe.map(row -> json(row.findings()).path(parameter)).orElse(MissingNode.getInstance());
        }
    }

    public ModelRow put(String name, ModelRequest request) {
        var errors = new FieldErrors();
        checkName(name, errors);
        String provider = Objects.requireNonNullElse(request.provider(), "");
        errors.check(
                jdbi.withExtension(ModelStore.class, store -> store.provider(provider))
                        .isPresent(),
                "provider",
                provider.isEmpty()
                        ? "the key of a provider is required"
                        : "there is no provider " + provider + "; PUT it first");
        String wireName = Objects.requireNonNullElse(request.wireName(), name);
        errors.check(!wireName.isBlank() && wireName.length() <= 256, "wire_name", "1 to 256 characters");
        if (request.generationSchema() != null && !request.generationSchema().isNull()) {
            schema(request.generationSchema(), "generation_schema", errors);
        }
        JsonNode prices = request.prices();
        if (prices != null && !prices.isNull()) {
            for (String field : List.of("input_per_million", "output_per_million")) {
                errors.check(
                        prices.path(field).isNumber() && prices.path(field).doubleValue() >= 0,
                        "prices." + field,
                        "a number of at least 0");
            }
            errors.check(prices.size() == 2, "prices", "an object of input_per_million and output_per_million");
        }
        errors.throwIfAny();
        var row = new ModelRow(
                name, provider, wireName, request.displayName(), text(request.generationSchema()), text(prices));
        jdbi.useTransaction(handle -> {
            var store = handle.attach(ModelStore.class);
            if (store.lockProvider(provider).isEmpty()) {
                throw new InvalidException("provider", "there is no provider " + provider + "; PUT it first");
            }
            store.putModel(row);
        });
        return row;
    }

    public ModelRow find(String name) {
        return jdbi.withExtension(ModelStore.class, store -> store.model(name))
                .orElseThrow(() -> new NotFoundException("model_not_found", "No model is registered as " + name + "."));
    }

    public Page list(int limit, long offset) {
        return jdbi.withExtension(
                ModelStore.class, store -> new Page(store.models(limit, offset), store.countModels()));
    }

    public void delete(String name) {
        jdbi.useTransaction(handle -> {
            var store = handle.attach(ModelStore.class);
            var job = store.openJob(name);
            if (job.isPresent()) {
                throw new ConflictException(
                        "model_in_use", "Tune " + job.get() + " evaluates this model; cancel it first.");
            }
            if (store.deleteModel(name) == 0) {
                throw new NotFoundException("model_not_found", "No model is registered as " + name + ".");
            }
        });
    }

    /** Any name has a config: one that nobody registered gets the default schema. */
    public Config config(String name) {
        var errors = new FieldErrors();
        checkName(name, errors);
        errors.throwIfAny();
        return jdbi.withExtension(ModelStore.class, store -> {
            var row = store.model(name);
            var provider = row.flatMap(model -> store.provider(model.provider()));
            var schema = ParameterRegistry.schema(provider.map(served -> new Endpoint(
                            served.protocol(),
                            served.dialect(),
                            URI.create(served.baseUrl()),
                            row.orElseThrow().wireName(),
                            name))
                    .orElse(Endpoint.unserved(name)));
            String source = provider.isPresent() ? "registry" : "default";
            var named = manifest.get(name);
            if (named != null) {
                schema = schema.overriddenBy(named);
                source = "manifest";
            }
            var registered = row.map(ModelRow::generationSchema).orElse(null);
            if (registered != null) {
                schema = schema.overriddenBy(schema(json(registered), "generation_schema", new FieldErrors()));
                source = "registered";
            }
            var probe = provider.flatMap(served ->
                    store.probe(name, Probes.endpoint(served, row.orElseThrow().wireName())));
            var probed =
                    probe.isPresent() ? withFindings(schema, json(probe.get().findings())) : schema;
            ObjectNode current = probed.live().defaults();
            ObjectNode chosen = Json.mapper().createObjectNode();
            store.defaultProfile(name).ifPresent(values -> chosen.setAll((ObjectNode) json(values)));
            ObjectNode saved = Json.mapper().createObjectNode();
            store.values(name).ifPresent(values -> saved.setAll((ObjectNode) json(values)));
            chosen.setAll(saved);
            current.setAll(chosen);
            return new Config(schema, probed, saved, chosen, current, source, probe);
        });
    }

    /** What the endpoint said itself counts, except that nothing changed: that is a matter of how often it was asked. */
    private static GenerationSchema withFindings(GenerationSchema schema, JsonNode findings) {
        var probed = schema;
        for (var finding : findings.properties()) {
            for (var state : List.of(Support.REJECTED, Support.SUPPORTED)) {
                if (state.word().equals(finding.getValue().path("state").asText())) {
                    probed = probed.withState(finding.getKey(), state);
                }
            }
        }
        return probed;
    }

    /** The parameters that are a waste to tune at a model, and why. */
    public List<TuneWarning> wasted(String name, Collection<String> parameters) {
        var config = config(name);
        List<TuneWarning> warnings = new ArrayList<>();
        for (String parameter : parameters) {
            var spec = config.schema().find(parameter);
            var finding = config.finding(parameter);
            if (spec == null) {
                warnings.add(new TuneWarning(
                        name, parameter, Support.UNKNOWN.word(), "The model has no such parameter; it is not sent."));
            } else if (Support.IGNORED.word().equals(finding.path("state").asText())) {
                warnings.add(new TuneWarning(
                        name,
                        parameter,
                        Support.IGNORED.word(),
                        "The probe saw no effect: " + finding.path("evidence").asText() + "."));
            } else if (spec.wire().state().dead()) {
                var state = spec.wire().state();
                var source = finding.isObject()
                        ? "the probe"
                        : String.valueOf(spec.wire().source());
                warnings.add(new TuneWarning(
                        name,
                        parameter,
                        state.word(),
                        "It is " + state.word() + " here, says " + source + "; it is not sent."));
            }
        }
        return warnings;
    }

    /** Saves values for a model; none at all clears them. */
    public Config save(String name, @Nullable JsonNode params) {
        if (!(params instanceof ObjectNode values)) {
            throw new InvalidException("params", "an object of parameter values is required; {} clears them");
        }
        var errors = new FieldErrors();
        check(name, values, errors);
        errors.throwIfAny();
        jdbi.useExtension(ModelStore.class, store -> {
            if (values.isEmpty()) {
                store.clearValues(name);
            } else {
                store.putValues(name, values.toString());
            }
        });
        return config(name);
    }

    /** Checks values for a model, one error for each parameter that is wrong. */
    void check(String name, ObjectNode params, FieldErrors errors) {
        config(name)
                .schema()
                .live()
                .check(params, "params")
                .forEach(fault -> errors.add(fault.field(), fault.message()));
    }

    /** Parameters as this model would be sent them. */
    public Resolution fitted(String name, ObjectNode params) {
        return Resolution.of(config(name).schema().live(), params);
    }

    /** How workers reach a model; empty when none of this name is registered. */
    public Optional<AssignedModel> assigned(String name) {
        return jdbi.withExtension(
                ModelStore.class,
                store -> store.model(name)
                        .flatMap(model -> store.provider(model.provider())
                                .map(provider -> new AssignedModel(
                                        name,
                                        model.wireName(),
                                        provider.key(),
                                        provider.protocol(),
                                        provider.dialect(),
                                        provider.baseUrl(),
                                        provider.apiKeyEnv(),
                                        provider.maxConcurrency(),
                                        provider.requestsPerMinute(),
                                        config(name).schema().toJson(),
                                        model.prices() == null ? null : json(model.prices())))));
    }

    static void checkName(String name, FieldErrors errors) {
        errors.check(
                !name.isBlank() && name.length() <= 256 && name.chars().noneMatch(Character::isISOControl),
                "model",
                "1 to 256 characters, none of them control characters");
    }

    private static GenerationSchema schema(JsonNode json, String path, FieldErrors errors) {
        List<FieldError> faults = new ArrayList<>();
        var schema = GenerationSchema.read(json, path, faults);
        faults.forEach(fault -> errors.add(fault.field(), fault.message()));
        return schema;
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null || json.isNull() ? null : json.toString();
    }

    public static JsonNode json(String stored) {
        try {
            return Json.mapper().readTree(stored);
        } catch (JsonProcessingException e) {
            throw new AssertionError("stored JSON is JSON", e);
        }
    }
}
