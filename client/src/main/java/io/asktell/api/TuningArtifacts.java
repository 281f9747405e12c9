package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What it takes to run a tuning job once more, and what came of it.
 *
 * @param path the job's folder in the data directory of the server that answers
 * @param files in it
 * @param request as it was sent
 * @param resolved the search space and all else as it was run, defaults and seed included
 */
public record TuningArtifacts(
        String jobId,
        String path,
        List<String> files,
        JsonNode request,
        JsonNode resolved,
        TuningJobResponse summary) {}
