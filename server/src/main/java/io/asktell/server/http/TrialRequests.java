package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.server.auth.Credential;
import io.asktell.server.auth.Scope;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.study.Attributes;
import io.asktell.server.study.Caller;
import io.asktell.server.study.FieldErrors;
import io.javalin.http.Context;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What requests about trials have in common. */
final class TrialRequests {
    private static final int MAX_TEXT = 10_000;
    /** A lease token that no lease has. */
    private static final UUID NO_TOKEN = new UUID(0, 0);

    private TrialRequests() {}

    static String attrs(@Nullable Map<String, JsonNode> attrs) {
        return Attributes.stored(attrs == null ? Map.of() : attrs);
    }

    static void checkText(@Nullable String text, String field, FieldErrors errors) {
        errors.check(text == null || text.length() <= MAX_TEXT, field, "at most " + MAX_TEXT + " characters");
    }

    static Caller caller(Context ctx) {
        Credential credential = Access.credential(ctx);
        return new Caller(credential.id(), !credential.may(Scope.TUNER_WRITE));
    }

    /** The trial's number in the path; what is no number names no trial. */
    static int number(Context ctx) {
        return RequestReader.pathLong(ctx, "trial_id")
                .filter(number -> number <= Integer.MAX_VALUE)
                .map(Long::intValue)
                .orElseThrow(() -> new NotFoundException(
                        "trial_not_found",
                        "Trials are numbered 0, 1, 2, …; \"" + ctx.pathParam("trial_id") + "\" is none."));
    }

    /** A text that is no token at all is a wrong one. */
    static @Nullable UUID token(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return NO_TOKEN;
        }
    }
}
