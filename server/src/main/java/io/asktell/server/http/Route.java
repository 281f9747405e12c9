package io.asktell.server.http;

import io.asktell.server.auth.Scope;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One URL: who may call it, what it takes and answers. The hooks read what they enforce from here, and the OpenAPI document is
 * written from it.
 *
 * @param path as Javalin writes it, {@code /v1/keys/{id}}
 * @param anyOf one of these scopes is enough; empty means that no credential is needed
 * @param body null when none is read
 * @param maxBody in bytes
 * @param tokenInQuery whether {@code ?token=} is taken too, for event streams that a browser opens
 * @param audit what the audit log calls a request to it; empty: it is not written down
 */
public record Route(
        HandlerType method,
        String path,
        Set<Scope> anyOf,
        Handler handler,
        String summary,
        @Nullable Body body,
        List<Answer> answers,
        List<Query> queries,
        long maxBody,
        boolean tokenInQuery,
        Idempotence idempotence,
        String audit)
        implements RouteRole {
    public static final long SMALL_BODY = 1L << 20;
    public static final long LARGE_BODY = 32L << 20;

    /**
     * @param body a record, or for {@code list} the record of the items; null for no body or one that is not JSON
     */
    public record Answer(int status, @Nullable Class<?> body, boolean list, String contentType) {}

    /**
     * What a request carries.
     *
     * @param type the record; null for what is not JSON
     */
    public record Body(@Nullable Class<?> type, boolean optional, String contentType) {}

    /** A query parameter, for the OpenAPI document; the handler reads it. */
    public record Query(String name, Class<?> type, String description) {}

    /** Who looks after {@code Idempotency-Key} on this route. */
    public enum Idempotence {
        /** Nobody: the header is ignored. */
        NONE,
        /** The hooks around the handler, with a reservation of their own. */
        AROUND,
        /** The handler, with {@link Idempotency#keyOf} and {@link Idempotency#replay}, because the answer is kept in its transaction. */
        INSIDE
    }

    public static Route get(String path, Set<Scope> anyOf, Handler handler) {
        return of(HandlerType.GET, path, anyOf, handler);
    }

    public static Route post(String path, Set<Scope> anyOf, Handler handler) {
        return of(HandlerType.POST, path, anyOf, handler);
    }

    public static Route put(String path, Set<Scope> anyOf, Handler handler) {
        return of(HandlerType.PUT, path, anyOf, handler);
    }

    public static Route patch(String path, Set<Scope> anyOf, Handler handler) {
        return of(HandlerType.PATCH, path, anyOf, handler);
    }

    public static Route delete(String path, Set<Scope> anyOf, Handler handler) {
        return of(HandlerType.DELETE, path, anyOf, handler);
    }

    private static Route of(HandlerType method, String path, Set<Scope> anyOf, Handler handler) {
        return new Route(
                method,
                path,
                Set.copyOf(anyOf),
                handler,
                "",
                null,
                List.of(),
                List.of(),
                SMALL_BODY,
                false,
                Idempotence.NONE,
                "");
    }

    /** What it does, in a few words. */
    public Route summary(String text) {
        return new Route(
                method, path, anyOf, handler, text, body, answers, queries, maxBody, tokenInQuery, idempotence, audit);
    }

    public Route takes(Class<?> type) {
        return takes(new Body(type, false, "application/json"));
    }

    /** A body that may be absent. */
    public Route mayTake(Class<?> type) {
        return takes(new Body(type, true, "application/json"));
    }

    /** A body that is not JSON. */
    public Route takesText(String contentType) {
        return takes(new Body(null, false, contentType));
    }

    private Route takes(Body taken) {
        return new Route(
                method,
                path,
                anyOf,
                handler,
                summary,
                taken,
                answers,
                queries,
                maxBody,
                tokenInQuery,
                idempotence,
                audit);
    }

    public Route answers(int status) {
        return answer(new Answer(status, null, false, ""));
    }

    public Route answers(int status, Class<?> body) {
        return answer(new Answer(status, body, false, "application/json"));
    }

    public Route answersList(Class<?> item) {
        return answer(new Answer(200, item, true, "application/json"));
    }

    /** An answer that is not JSON. */
    public Route answersText(String contentType) {
        return answer(new Answer(200, null, false, contentType));
    }

    private Route answer(Answer answer) {
        return new Route(
                method,
                path,
                anyOf,
                handler,
                summary,
                body,
                with(answers, answer),
                queries,
                maxBody,
                tokenInQuery,
                idempotence,
                audit);
    }

    public Route query(String name, Class<?> type, String description) {
        return new Route(
                method,
                path,
                anyOf,
                handler,
                summary,
                body,
                answers,
                with(queries, new Query(name, type, description)),
                maxBody,
                tokenInQuery,
                idempotence,
                audit);
    }

    /** {@code limit} and {@code offset}. */
    public Route paged() {
        return query("limit", Integer.class, "how many at most, 1 to 1000, default 100")
                .query("offset", Long.class, "how many to leave out first");
    }

    /** Up to 32 MiB instead of 1. */
    public Route largeBody() {
        return new Route(
                method,
                path,
                anyOf,
                handler,
                summary,
                body,
                answers,
                queries,
                LARGE_BODY,
                tokenInQuery,
                idempotence,
                audit);
    }

    public Route withTokenInQuery() {
        return new Route(
                method, path, anyOf, handler, summary, body, answers, queries, maxBody, true, idempotence, audit);
    }

    /** Honours {@code Idempotency-Key} without the handler knowing. */
    public Route idempotent() {
        return idempotence(Idempotence.AROUND);
    }

    /** The handler honours {@code Idempotency-Key} itself. */
    public Route idempotentInside() {
        return idempotence(Idempotence.INSIDE);
    }

    /** Written to the audit log under this name, as {@code study_deleted}. */
    public Route audited(String action) {
        return new Route(
                method,
                path,
                anyOf,
                handler,
                summary,
                body,
                answers,
                queries,
                maxBody,
                tokenInQuery,
                idempotence,
                action);
    }

    private Route idempotence(Idempotence how) {
        return new Route(
                method, path, anyOf, handler, summary, body, answers, queries, maxBody, tokenInQuery, how, audit);
    }

    private static <T> List<T> with(List<T> list, T item) {
        var longer = new ArrayList<>(list);
        longer.add(item);
        return List.copyOf(longer);
    }
}
