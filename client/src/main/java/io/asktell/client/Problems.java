package io.asktell.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.FieldError;
import io.asktell.api.Json;
import io.asktell.api.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns an answer that is no success into the exception of that name. */
final class Problems {
    private static final int LONGEST_EXCERPT = 200;

    private Problems() {}

    static ApiException exceptionOf(int status, byte[] body, @Nullable Duration retryAfter) {
        var problem = read(status, body);
        return switch (problem.code()) {
            case "lease_lost" -> new LeaseLostException(problem);
            case "trial_finished" -> new TrialFinishedException(problem);
            case "study_exhausted" -> new StudyExhaustedException(problem);
            case "study_paused" -> new StudyPausedException(problem);
            default -> byStatus(problem, retryAfter);
        };
    }

    private static ApiException byStatus(Problem problem, @Nullable Duration retryAfter) {
        return switch (problem.status()) {
            case 401 -> new UnauthorizedException(problem);
            case 403 -> new ForbiddenException(problem);
            case 404 -> new NotFoundException(problem);
            case 422 -> new InvalidRequestException(problem);
            default -> new ApiException(problem, retryAfter);
        };
    }

    /** Reads leniently: something between us and the server may answer in its stead, with whatever it likes. */
    private static Problem read(int status, byte[] body) {
        JsonNode json = null;
        try {
            json = Json.mapper().readTree(body);
        } catch (IOException e) {
            // not JSON: the text itself is the detail
        }
        if (json == null || !json.path("code").isTextual()) {
            var text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
            var excerpt = text.length() > LONGEST_EXCERPT ? text.substring(0, LONGEST_EXCERPT) + "…" : text;
            return new Problem(
                    "about:blank",
                    "HTTP " + status,
                    status,
                    excerpt.isEmpty() ? "the answer is empty" : excerpt,
                    null,
                    "http_" + status,
                    null);
        }
        List<FieldError> errors = new ArrayList<>();
        json.path("errors")
                .forEach(error -> errors.add(new FieldError(
                        error.path("field").asText(), error.path("message").asText())));
        return new Problem(
                json.path("type").asText("about:blank"),
                json.path("title").asText("HTTP " + status),
                status,
                json.path("detail").asText(""),
                json.path("instance").isTextual() ? json.path("instance").asText() : null,
                json.path("code").asText(),
                errors.isEmpty() ? null : errors);
    }
}
