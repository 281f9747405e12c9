package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.server.models.Models;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.tooleval.Suites;
import java.util.Optional;

/** The suites and models that this server keeps. */
public final class StoredInputs implements TuneInputs {
    private final Suites suites;
    private final Models models;

    public StoredInputs(Suites suites, Models models) {
        this.suites = suites;
        this.models = models;
    }

    @Override
    public Optional<SuiteVersion> suite(String id) {
        try {
            var row = suites.find(id, null);
            return Optional.of(new SuiteVersion(row.id(), row.version(), row.name(), row.cases()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<AssignedModel> model(String name) {
        return models.assigned(name);
    }
}
