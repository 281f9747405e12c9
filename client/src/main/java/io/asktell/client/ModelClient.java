package io.asktell.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.ModelRequest;
import io.asktell.api.ModelResponse;
import io.asktell.api.ProviderRequest;
import io.asktell.api.ProviderResponse;
import java.util.stream.Stream;

/** Models and the providers that serve them. */
public final class ModelClient {
    private static final String MODELS = "/api/v1/models";
    private static final String PROVIDERS = "/api/v1/providers";

    private final Transport transport;

    ModelClient(Transport transport) {
        this.transport = transport;
    }

    public Stream<ModelResponse> list() {
        return Pages.stream(transport, Call.get(MODELS), ModelResponse.class);
    }

    /** Registers a model, or changes it. */
    public ModelResponse put(String model, ModelRequest request) {
        return transport.send(Call.put(Paths.of(MODELS, model), request)).read(ModelResponse.class);
    }

    public void delete(String model) {
        transport.delete(Paths.of(MODELS, model));
    }

    /** What the model lets one set, and what is set. */
    public JsonNode config(String model) {
        return transport.send(Call.get(Paths.of(MODELS, model, "config"))).read(JsonNode.class);
    }

    public ProviderResponse provider(String key) {
        return transport.send(Call.get(Paths.of(PROVIDERS, key))).read(ProviderResponse.class);
    }

    /** Registers a provider, or changes it. */
    public ProviderResponse putProvider(String key, ProviderRequest request) {
        return transport.send(Call.put(Paths.of(PROVIDERS, key), request)).read(ProviderResponse.class);
    }

    public void deleteProvider(String key) {
        transport.delete(Paths.of(PROVIDERS, key));
    }
}
