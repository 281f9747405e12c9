package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.EmptyRequest;
import io.asktell.api.Json;
import io.asktell.api.ModelRequest;
import io.asktell.api.ModelResponse;
import io.asktell.api.ProviderRequest;
import io.asktell.api.ProviderResponse;
import io.asktell.server.jobs.ModelFigures;
import io.asktell.server.models.Models;
import io.asktell.server.models.Probes;
import io.asktell.server.models.Providers;
import io.asktell.server.store.ModelRow;
import io.asktell.server.store.ProviderRow;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Models and providers over HTTP. */
public final class ModelHandlers {
    private final Models models;
    private final Providers providers;
    private final Probes probes;
    private final ModelFigures figures;

    public ModelHandlers(Models models, Providers providers, Probes probes, ModelFigures figures) {
        this.models = models;
        this.providers = providers;
        this.probes = probes;
        this.figures = figures;
    }

    void listProviders(Context ctx) {
        var page = RequestReader.page(ctx);
        var found = providers.list(page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.providers().stream().map(ModelHandlers::response).toList());
    }

    void findProvider(Context ctx) {
        ctx.json(response(providers.find(ctx.pathParam("key"))));
    }

    void putProvider(Context ctx) {
        ctx.json(response(providers.put(ctx.pathParam("key"), RequestReader.body(ctx, ProviderRequest.class))));
    }

    void deleteProvider(Context ctx) {
        providers.delete(ctx.pathParam("key"));
        ctx.status(204);
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var found = models.list(page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.models().stream().map(ModelHandlers::response).toList());
    }

    void find(Context ctx) {
        ctx.json(response(models.find(ctx.pathParam("model"))));
    }

    void put(Context ctx) {
        ctx.json(response(models.put(ctx.pathParam("model"), RequestReader.body(ctx, ModelRequest.class))));
    }

    void delete(Context ctx) {
        models.delete(ctx.pathParam("model"));
        ctx.status(204);
    }

    void probe(Context ctx) {
        RequestReader.optionalBody(ctx, EmptyRequest.class);
        var row = probes.run(ctx.pathParam("model"));
        var answer = Json.mapper().createObjectNode();
        answer.put("model", row.model());
        answer.put("calls", row.calls());
        answer.put("probed_at", row.probedAt().toString());
        answer.set("parameters", Models.json(row.findings()));
        ctx.json(answer);
    }

    void statistics(Context ctx) {
        ctx.json(figures.of(ctx.pathParam("model")));
    }

    void config(Context ctx) {
        var name = ctx.pathParam("model");
        ctx.json(config(name, models.config(name)));
    }

    void saveConfig(Context ctx) {
        var name = ctx.pathParam("model");
        ctx.json(config(
                name,
                models.save(
                        name, RequestReader.body(ctx, SaveConfigRequest.class).params())));
    }

    /** @param runtime accepted, without effect */
    record SaveConfigRequest(
            @Nullable JsonNode params, @Nullable String runtime) {}

    static ObjectNode config(String name, Models.Config config) {
        var answer = Json.mapper().createObjectNode();
        answer.put("success", true);
        answer.put("model_name", name);
        answer.set("generation_schema", config.schema().live().toJson());
        answer.set("current_values", config.currentValues());
        answer.set("saved_values", config.saved());
        answer.put("schema_source", config.source());
        answer.set("parameters", parameters(config));
        config.probe().ifPresent(row -> answer.put("probed_at", row.probedAt().toString()));
        return answer;
    }

    /** What becomes of each parameter, the dead ones too. */
    private static JsonNode parameters(Models.Config config) {
        var parameters = Json.mapper().createObjectNode();
        config.schema().parameters().forEach((name, spec) -> {
            var wire = spec.wire();
            var json = parameters.putObject(name).put("state", wire.state().word());
            json.put("wire_name", wire.place() == null ? name : wire.place());
            json.put("source", wire.source()).put("date", wire.date());
            if (config.finding(name).isObject()) {
                json.set("probe", config.finding(name));
            }
        });
        return parameters;
    }

    private static ProviderResponse response(ProviderRow row) {
        return new ProviderResponse(
                row.key(),
                row.protocol(),
                row.dialect(),
                row.baseUrl(),
                row.apiKeySealed() != null,
                row.apiKeyEnv(),
                row.maxConcurrency(),
                row.requestsPerMinute());
    }

    private static ModelResponse response(ModelRow row) {
        return new ModelResponse(
                row.name(),
                row.provider(),
                row.wireName(),
                row.displayName(),
                row.generationSchema() == null ? null : Models.json(row.generationSchema()),
                row.prices() == null ? null : Models.json(row.prices()));
    }
}
