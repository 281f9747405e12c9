package io.asktell.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.asktell.api.FieldError;
import io.asktell.api.Json;
import io.asktell.api.Problem;
import io.asktell.server.log.CurrentRequest;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.ServiceException;
import io.asktell.server.problem.TooManyException;
import io.asktell.server.problem.UnauthorizedException;
import io.asktell.server.problem.UnavailableException;
import io.asktell.server.store.StorageFailures;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error as {@code application/problem+json}; the one place where exceptions become answers. */
public final class Problems {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    static final int RETRY_AFTER_SECONDS = 2;
    private static final Map<Integer, String> CODES = Map.of(
            400, "malformed_request",
            404, "not_found",
            405, "method_not_allowed",
            408, "request_timeout",
            413, "too_large",
            414, "uri_too_long",
            415, "unsupported_media_type",
            431, "headers_too_large",
            503, "unavailable");

    private Problems() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(ServiceException.class, Problems::service);
        routes.exception(HttpResponseException.class, Problems::http);
        routes.exception(Exception.class, Problems::unexpected);
    }

    /** A problem inside another answer, as in the answer to many tells. */
    static Problem problem(Context ctx, ServiceException e) {
        return bodyOf(e, ctx.path());
    }

    private static Problem bodyOf(ServiceException e, String instance) {
        return body(
                e.status(),
                e.code(),
                Objects.requireNonNullElse(e.getMessage(), e.code()),
                instance,
                e instanceof InvalidException invalid ? invalid : null);
    }

    static Problem body(int status, String code, String detail, @Nullable String instance) {
        return body(status, code, detail, instance, null);
    }

    private static Problem body(
            int status, String code, String detail, @Nullable String instance, @Nullable InvalidException invalid) {
        var errors = invalid == null
                ? null
                : invalid.errors().stream()
                        .map(error -> new FieldError(error.field(), error.message()))
                        .toList();
        return new Problem("about:blank", title(status), status, detail, instance, code, errors);
    }

    static String codeOf(int status) {
        return CODES.getOrDefault(status, status >= 500 ? "internal_error" : "malformed_request");
    }

    static byte[] bytes(Problem body) {
        try {
            return Json.mapper().writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static void service(ServiceException e, Context ctx) {
        if (e instanceof TooManyException tooMany) {
            ctx.header("Retry-After", Long.toString(tooMany.retryAfterSeconds()));
        } else if (e instanceof UnavailableException unavailable) {
            ctx.header("Retry-After", Long.toString(unavailable.retryAfterSeconds()));
        } else if (e instanceof UnauthorizedException) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"asktell\"");
        }
        write(ctx, bodyOf(e, ctx.path()));
    }

    private static void http(HttpResponseException e, Context ctx) {
        var detail = Objects.requireNonNullElse(e.getMessage(), "");
        if (e instanceof MethodNotAllowedResponse) {
            var allowed = Objects.requireNonNullElse(e.getDetails().get("availableMethods"), "");
            ctx.header("Allow", allowed);
            detail = ctx.method() + " is not answered here, but " + allowed + " is.";
        } else if (e.getStatus() == 404) {
            detail = "Nothing answers at " + ctx.path() + "; /openapi.json lists every address.";
        }
        write(ctx, body(e.getStatus(), codeOf(e.getStatus()), detail, ctx.path()));
    }

    /** What is no exception but an error of ours is answered like any other failure. */
    static void error(HttpServletResponse response, Error e) {
        var id = Objects.requireNonNullElse(response.getHeader(RequestId.HEADER), "unknown");
        CurrentRequest.run(id, () -> log.error("a request failed, answering 500", e));
        response.setStatus(500);
        response.setCharacterEncoding(null);
        response.setContentType(CONTENT_TYPE);
        try {
            response.getOutputStream().write(bytes(internal(id, null)));
        } catch (IOException gone) {
            log.debug("the client of request {} is gone", id, gone);
        }
    }

    private static Problem internal(String id, @Nullable String instance) {
        return body(
                500,
                "internal_error",
                "Something went wrong in the server. The request is " + id + " in its log.",
                instance);
    }

    private static void unexpected(Exception e, Context ctx) {
        // what failed later did so in another thread
        CurrentRequest.run(RequestId.of(ctx), () -> answerUnexpected(e, ctx));
    }

    private static void answerUnexpected(Exception e, Context ctx) {
        if (e instanceof CompletionException && e.getCause() instanceof ServiceException ours) {
            service(ours, ctx);
            return;
        }
        if (StorageFailures.temporary(e)) {
            log.warn("the database is away or overloaded, answering 503: {}", e.toString());
            ctx.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
            write(
                    ctx,
                    StorageFailures.diskFull(e)
                            ? body(503, "storage_full", "The database's disk is full; free some space.", ctx.path())
                            : body(
                                    503,
                                    "storage_unavailable",
                                    "The database cannot be reached right now; try again.",
                                    ctx.path()));
            return;
        }
        log.error("{} {} failed, answering 500", ctx.method(), ctx.path(), e);
        write(ctx, internal(RequestId.of(ctx), ctx.path()));
    }

    private static void write(Context ctx, Problem body) {
        ctx.res().setCharacterEncoding(null); // JSON is UTF-8 without saying so
        ctx.status(body.status()).contentType(CONTENT_TYPE).result(bytes(body));
    }

    private static String title(int status) {
        return HttpStatus.forStatus(status).getMessage();
    }
}
