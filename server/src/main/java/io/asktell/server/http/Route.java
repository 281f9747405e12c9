package io.asktell.server.http;

import io.asktell.server.auth.Scope;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One URL: who may call it, what it takes and answers. The hooks read what they enforce from here, and the OpenAPI document is
 * written from it. Routes do not change: each of the methods that adds something answers another one.
 */
public final class Route implements RouteRole {
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
     * @param file whether it may be larger than memory, and is kept on disk while it is read
     */
    public record Body(@Nullable Class<?> type, boolean optional, String contentType, boolean file) {}

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

    private final HandlerType method;
    private final String path;
    private final Set<Scope> anyOf;
    private final Handler handler;
    private String summary = "";
    private @Nullable Body body;
    private List<Answer> answers = List.of();
    private List<Query> queries = List.of();
    private long maxBody = SMALL_BODY;
    private boolean tokenInQuery;
    private Idempotence idempotence = Idempotence.NONE;
    private String audit = "";

    private Route(HandlerType method, String path, Set<Scope> anyOf, Handler handler) {
        this.method = method;
        this.path = path;
        this.anyOf = Set.copyOf(anyOf);
        this.handler = handler;
    }

    private Route with(Consumer<Route> change) {
        var copy = new Route(method, path, anyOf, handler);
        copy.summary = summary;
        copy.body = body;
        copy.answers = answers;
        copy.queries = queries;
        copy.maxBody = maxBody;
        copy.tokenInQuery = tokenInQuery;
        copy.idempotence = idempotence;
        copy.audit = audit;
        change.accept(copy);
        return copy;
    }

    public static Route get(String path, Set<Scope> anyOf, Handler handler) {
        return new Route(HandlerType.GET, path, anyOf, handler);
    }

    public static Route post(String path, Set<Scope> anyOf, Handler handler) {
        return new Route(HandlerType.POST, path, anyOf, handler);
    }

    public static Route put(String path, Set<Scope> anyOf, Handler handler) {
        return new Route(HandlerType.PUT, path, anyOf, handler);
    }

    public static Route patch(String path, Set<Scope> anyOf, Handler handler) {
        return new Route(HandlerType.PATCH, path, anyOf, handler);
    }

    public static Route delete(String path, Set<Scope> anyOf, Handler handler) {
        return new Route(HandlerType.DELETE, path, anyOf, handler);
    }

    /** What it does, in a few words. */
    public Route summary(String text) {
        return with(copy -> copy.summary = text);
    }

    public Route takes(Class<?> type) {
        return takes(new Body(type, false, "application/json", false));
    }

    /** A body that may be absent. */
    public Route mayTake(Class<?> type) {
        return takes(new Body(type, true, "application/json", false));
    }

    /** A body that is not JSON. */
    public Route takesText(String contentType) {
        return takes(new Body(null, false, contentType, false));
    }

    /** A body that may be larger than memory. */
    public Route takesFile(String contentType, long most) {
        return takes(new Body(null, false, contentType, true)).bodyUpTo(most);
    }

    private Route takes(Body taken) {
        return with(copy -> copy.body = taken);
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
        return with(copy -> copy.answers = longer(answers, answer));
    }

    public Route query(String name, Class<?> type, String description) {
        return with(copy -> copy.queries = longer(queries, new Query(name, type, description)));
    }

    /** {@code limit} and {@code offset}. */
    public Route paged() {
        return query("limit", Integer.class, "how many at most, 1 to 1000, default 100")
                .query("offset", Long.class, "how many to leave out first");
    }

    /** Up to 32 MiB instead of 1. */
    public Route largeBody() {
        return bodyUpTo(LARGE_BODY);
    }

    private Route bodyUpTo(long most) {
        return with(copy -> copy.maxBody = most);
    }

    public Route withTokenInQuery() {
        return with(copy -> copy.tokenInQuery = true);
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
        return with(copy -> copy.audit = action);
    }

    private Route idempotence(Idempotence how) {
        return with(copy -> copy.idempotence = how);
    }

    public HandlerType method() {
        return method;
    }

    /** As Javalin writes it, {@code /v1/keys/{id}}. */
    public String path() {
        return path;
    }

    /** One of these is enough; empty means that no credential is needed. */
    public Set<Scope> anyOf() {
        return anyOf;
    }

    public Handler handler() {
        return handler;
    }

    public String summary() {
        return summary;
    }

    /** Null when none is read. */
    @Nullable
    public Body body() {
        return body;
    }

    public List<Answer> answers() {
        return answers;
    }

    public List<Query> queries() {
        return queries;
    }

    /** In bytes. */
    public long maxBody() {
        return maxBody;
    }

    /** Whether {@code ?token=} is taken too, for event streams that a browser opens. */
    public boolean tokenInQuery() {
        return tokenInQuery;
    }

    public Idempotence idempotence() {
        return idempotence;
    }

    /** What the audit log calls a request to it; empty: it is not written down. */
    public String audit() {
        return audit;
    }

    private static <T> List<T> longer(List<T> list, T item) {
        var all = new ArrayList<>(list);
        all.add(item);
        return List.copyOf(all);
    }
}
