package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import java.util.Optional;

/** What jobs must know of suites and models; who keeps them is not their business. */
public interface TuneInputs {
    /** The newest version of a suite. */
    Optional<SuiteVersion> suite(String id);

    /** How workers reach a model. */
    Optional<AssignedModel> model(String name);

    /** A suite in one version. */
    record SuiteVersion(String id, int version, String name, int cases) {}
}
