package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for each tuning job, for people to look into and keep. The database is the truth; a server that cannot write says so in its
 * log and goes on.
 */
public final class ArtifactFolders {
    private static final Logger log = LoggerFactory.getLogger(ArtifactFolders.class);

    private final Path root;

    /** @param root the folder of all of them */
    public ArtifactFolders(Path root) {
        this.root = root;
    }

    private Path of(String jobId) {
        return root.resolve(jobId).toAbsolutePath();
    }

    /** A job's folder as the API names it: inside the data directory, as where that is concerns no client. */
    String nameOf(String jobId) {
        return root.getFileName() + "/" + jobId;
    }

    /** Writes a job's files anew, each whole or not at all; returns the names of those that are there. */
    List<String> write(String jobId, JsonNode request, JsonNode resolved, JsonNode summary) {
        List<String> written = new ArrayList<>();
        Path folder = of(jobId);
        try {
            Files.createDirectories(folder);
            for (var file : List.of(
                    Map.entry("request.json", request),
                    Map.entry("resolved.json", resolved),
                    Map.entry("summary.json", summary))) {
                Path part = Files.createTempFile(folder, file.getKey(), ".part");
                Files.write(part, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(file.getValue()));
                Files.move(part, folder.resolve(file.getKey()), StandardCopyOption.REPLACE_EXISTING);
                written.add(file.getKey());
            }
        } catch (IOException e) {
            log.warn(
                    "cannot write artifacts of job {} to {} ({}); they are in the database",
                    jobId,
                    folder,
                    e.toString());
        }
        return written;
    }
}
