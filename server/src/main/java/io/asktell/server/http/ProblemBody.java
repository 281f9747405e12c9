package io.asktell.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.asktell.server.problem.InvalidException.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error as it goes over the wire: RFC 9457 with a stable {@code code}, and every field that breaks a rule. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        @Nullable List<FieldError> errors) {}
