package io.asktell.server.http;

import io.asktell.api.Json;
import io.asktell.tooleval.target.AddressRange;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.json.JavalinJackson;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The listening side: Javalin on Jetty, set up so that every answer is ours, errors of the protocol included. */
public final class HttpServer implements AutoCloseable {
    private static final long STOP_MILLIS = 20_000;
    private static final int MOST_THREADS = 250;
    private static final int LEAST_THREADS = 8;
    private static final int IDLE_MILLIS = 20_000;

    /** What every request passes through on its way to its handler and back. */
    public record Hooks(Origins origins, AuthHook auth, AuditHook audit, Idempotency idempotency, Metrics metrics) {}

    private final Javalin javalin;
    private final GracefulHandler requests = new GracefulHandler();
    private volatile boolean draining;

    /**
     * Prepares everything and listens to nothing yet.
     *
     * @param port 0: any free one
     */
    public HttpServer(String host, int port, Perimeter perimeter, List<Route> routes, Hooks hooks) {
        hooks.metrics().underWay(this::underWay);
        this.javalin = Javalin.create(c -> {
            c.startup.showJavalinBanner = false;
            c.startup.startupWatcherEnabled = false;
            c.startup.showOldJavalinVersionWarning = false;
            c.jsonMapper(new JavalinJackson(Json.mapper(), false));
            c.http.maxRequestSize = Route.LARGE_BODY + 1;
            c.http.prefer405over404 = true;
            c.http.defaultContentType = "application/json";
            c.router.javaLangErrorHandler(Problems::error);
            c.jetty.threadPool = threads();
            c.jetty.host = host;
            c.jetty.port = port;
            c.jetty.modifyHttpConfiguration(http -> configure(http, perimeter.trustedProxies()));
            c.jetty.modifyServer(server -> {
                var pace = new BodyPace();
                pace.setHandler(new OwnMethods());
                var named = new NamedRequests();
                named.setHandler(pace);
                requests.setHandler(named);
                server.setHandler(requests);
                server.setErrorHandler(new ProblemErrorHandler());
                server.setStopTimeout(STOP_MILLIS);
            });
            c.jetty.modifyServletContextHandler(context -> {
                forgetful(context.getSessionHandler());
                context.setErrorHandler(new ProblemErrorHandler());
                context.getServletHandler().setDecodeAmbiguousURIs(true);
            });
            c.requestLogger.http((ctx, millis) -> hooks.metrics().record(ctx, millis / 1e3));
            addRoutes(c, routes, hooks);
        });
    }

    private static void addRoutes(JavalinConfig c, List<Route> routes, Hooks hooks) {
        Problems.addTo(c.routes);
        c.routes.before(RequestPath::check);
        c.routes.before(hooks.origins()::check);
        c.routes.beforeMatched(hooks.auth()::check);
        c.routes.beforeMatched(hooks.idempotency()::before);
        c.routes.beforeMatched(hooks.audit()::before); // last: a repetition that is answered from memory does nothing
        c.routes.after(hooks.idempotency()::after);
        c.routes.after(hooks.audit()::after);
        for (var route : routes) {
            if (route.handler() instanceof WebSocketHandler handler) {
                c.routes.wsBeforeUpgrade(route.path(), hooks.origins()::check);
                c.routes.wsBeforeUpgrade(route.path(), hooks.auth()::checkUpgrade);
                c.routes.ws(route.path(), handler::socket, route);
            }
            c.routes.addHttpHandler(route.method(), route.path(), route.handler(), route);
            if (route.method().equals(HandlerType.GET)) {
                // the same with its checks; Jetty leaves the body out. A stream would never end.
                c.routes.addHttpHandler(
                        HandlerType.HEAD, route.path(), route.tokenInQuery() ? ctx -> {} : route.handler(), route);
            }
        }
    }

    /** All that a busy time needed go again after 20 seconds without work; by default one would, in each minute. */
    private static ThreadPool threads() {
        var pool = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS, IDLE_MILLIS);
        pool.setName("http");
        pool.setMaxEvictCount(MOST_THREADS);
        return pool;
    }

    /** Javalin opens a session for each WebSocket, which nobody asks for; it would get a cookie, and stay for ever. */
    private static void forgetful(SessionHandler sessions) {
        sessions.setUsingCookies(false);
        var cache = new NullSessionCache(sessions);
        cache.setSessionDataStore(new NullSessionDataStore());
        sessions.setSessionCache(cache);
    }

    private void configure(HttpConfiguration http, List<AddressRange> trustedProxies) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(UriCompliance.UNSAFE); // what it lets through, RequestPath judges
        http.setHttpCompliance(HttpCompliance.RFC7230);
        http.addCustomizer((request, headers) -> {
            ClientAddress.note(request, trustedProxies);
            headers.put(RequestId.HEADER, RequestId.of(request));
            SecurityPolicy.HEADERS.forEach(headers::put);
            if (ClientAddress.overTls(request, trustedProxies)) {
                headers.put("Strict-Transport-Security", "max-age=31536000");
            }
            if (draining) {
                headers.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
            }
            return request;
        });
    }

    public void start() {
        javalin.start();
    }

    /** The port it listens on, which differs from the one asked for when that was 0. */
    public int port() {
        return javalin.port();
    }

    /** From now on each answer is the last on its connection, so that clients find another server in time. */
    public void drain() {
        draining = true;
    }

    /** How many requests are not answered yet. */
    public long underWay() {
        return requests.getCurrentRequestCount();
    }

    /** Takes no more requests, and waits for those under way, up to 20 seconds. */
    @Override
    public void close() {
        javalin.stop();
    }
}
