package io.asktell.server.models;

import io.asktell.api.AssignedModel;
import io.asktell.api.Json;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.problem.UnavailableException;
import io.asktell.server.store.ModelStore;
import io.asktell.server.store.ProbeRow;
import io.asktell.server.store.ProviderRow;
import io.asktell.tooleval.probe.ParameterProbe;
import io.asktell.tooleval.probe.ProbeFailedException;
import io.asktell.tooleval.probe.ProbeReport;
import io.asktell.tooleval.target.RetryPolicy;
import org.jdbi.v3.core.Jdbi;

/** Asks models about their parameters, and keeps what they answer. */
public final class Probes {
    private final Jdbi jdbi;
    private final Models models;
    private final Providers providers;
    private final Targets targets;

    public Probes(Jdbi jdbi, Models models, Providers providers, Targets targets) {
        this.jdbi = jdbi;
        this.models = models;
        this.providers = providers;
        this.targets = targets;
    }

    /** Asks a registered model, which takes as long as its answers do. */
    public ProbeRow run(String name) {
        var row = models.find(name);
        var provider = providers.find(row.provider());
        var model = models.assigned(name).orElseThrow(() -> deleted(name));
        ProbeReport report = ask(model);
        return jdbi.inTransaction(handle -> {
            var store = handle.attach(ModelStore.class);
            if (store.holdModel(name).isEmpty()) {
                throw deleted(name);
            }
            return store.putProbe(
                    name,
                    endpoint(provider, row.wireName()),
                    report.calls(),
                    Json.mapper().valueToTree(report.parameters()).toString());
        });
    }

    private static NotFoundException deleted(String name) {
        return new NotFoundException("model_not_found", "Model " + name + " was deleted while it was probed.");
    }

    private ProbeReport ask(AssignedModel model) {
        var schema = models.config(model.name()).published();
        try {
            return new ParameterProbe(targets.of(model, schema, RetryPolicy.defaults()), schema).run();
        } catch (ProbeFailedException e) {
            throw new ConflictException("model_does_not_answer", "The model cannot be probed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("stopping", "The server is stopping.", 5);
        }
    }

    /** What a finding is about: another address, name or dialect may behave in another way. */
    static String endpoint(ProviderRow provider, String wireName) {
        return String.join(" ", provider.protocol(), String.valueOf(provider.dialect()), provider.baseUrl(), wireName);
    }
}
