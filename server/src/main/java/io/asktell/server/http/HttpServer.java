package io.asktell.server.http;

import io.asktell.api.Json;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.json.JavalinJackson;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The listening side: Javalin on Jetty, set up so that every answer is ours, errors of the protocol included. */
public final class HttpServer implements AutoCloseable {
    private static final long STOP_MILLIS = 20_000;

    private final Javalin javalin;
    private final GracefulHandler requests = new GracefulHandler();
    private volatile boolean draining;

    /**
     * Prepares everything and listens to nothing yet.
     *
     * @param port 0: any free one
     */
    public HttpServer(
            String host, int port, List<Route> routes, AuthHook auth, Idempotency idempotency, Metrics metrics) {
        metrics.underWay(this::underWay);
        this.javalin = Javalin.create(c -> {
            c.startup.showJavalinBanner = false;
            c.startup.startupWatcherEnabled = false;
            c.startup.showOldJavalinVersionWarning = false;
            c.jsonMapper(new JavalinJackson(Json.mapper(), false));
            c.http.maxRequestSize = Route.LARGE_BODY + 1;
            c.http.prefer405over404 = true;
            c.http.defaultContentType = "application/json";
            c.router.javaLangErrorHandler(Problems::error);
            c.jetty.host = host;
            c.jetty.port = port;
            c.jetty.modifyHttpConfiguration(this::configure);
            c.jetty.modifyServer(server -> {
                requests.setHandler(new NamedRequests());
                server.setHandler(requests);
                server.setErrorHandler(new ProblemErrorHandler());
                server.setStopTimeout(STOP_MILLIS);
            });
            c.jetty.modifyServletContextHandler(context -> {
                context.setErrorHandler(new ProblemErrorHandler());
                context.getServletHandler().setDecodeAmbiguousURIs(true);
            });
            c.requestLogger.http((ctx, millis) -> metrics.record(ctx, millis / 1e3));
            addRoutes(c, routes, auth, idempotency);
        });
    }

    private static void addRoutes(JavalinConfig c, List<Route> routes, AuthHook auth, Idempotency idempotency) {
        Problems.addTo(c.routes);
        c.routes.before(RequestPath::check);
        c.routes.beforeMatched(auth::check);
        c.routes.beforeMatched(idempotency::before);
        c.routes.after(idempotency::after);
        for (var route : routes) {
            if (route.handler() instanceof WebSocketHandler handler) {
                c.routes.wsBeforeUpgrade(route.path(), auth::checkUpgrade);
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

    private void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(UriCompliance.UNSAFE); // what it lets through, RequestPath judges
        http.setHttpCompliance(HttpCompliance.RFC7230);
        http.addCustomizer((request, headers) -> {
            headers.put(RequestId.HEADER, RequestId.of(request));
            headers.put("X-Content-Type-Options", "nosniff");
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
