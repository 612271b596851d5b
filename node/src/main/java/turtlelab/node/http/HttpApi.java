package turtlelab.node.http;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.grpc.ApiLevel;
import turtlelab.node.grpc.V3Api;
import turtlelab.node.grpc.server.Traffic;
import turtlelab.node.http.gateway.Gateway;

/**
 * The HTTP/1 side of the client port as a table of routes; what holds for all of them is here too.
 */
final class HttpApi {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

    static final List<HandlerType> METHODS =
            List.of(
                    HandlerType.GET,
                    HandlerType.HEAD,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.PATCH,
                    HandlerType.DELETE);

    /** Longer than the replica's own deadline of 5 s and two of the usual election timeouts. */
    private static final Duration CALL_PATIENCE = Duration.ofSeconds(12);

    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(1);

    private static final Duration BODY_PATIENCE = Duration.ofSeconds(5);

    private final AccessRules access;
    private final Served served;
    private final String version;
    private final Gateway gateway;
    private final Health health;
    private final Checks checks;
    private final Metrics metrics;
    private final BodyBudget bodies = BodyBudget.ofThisProcess(BODY_PATIENCE);

    /**
     * The routes to the calls.
     *
     * @param traffic of the same calls over gRPC
     */
    HttpApi(Served served, V3Api api, Traffic traffic, ClientPort.Settings settings) {
        var limits = settings.limits();
        this.access = settings.access();
        this.served = served;
        this.version = settings.version();
        this.gateway = new Gateway(api, limits, CALL_PATIENCE, METHODS);
        this.health = new Health(served.replica(), HEALTH_PATIENCE);
        this.checks = new Checks(served.replica(), HEALTH_PATIENCE);
        this.metrics = new Metrics(served, api, traffic);
        health.addTo(metrics.page());
    }

    /** Adds all routes, and those of others before its own: what is asked often stands first. */
    void addTo(JavalinConfig config, Addition others) {
        config.routes.before(this::greet);
        others.register(config.routes);
        addTo(config.routes);
        gateway.addTo(config.jetty);
        // The last step before any route: whoever skips the rest earlier is charged nothing.
        config.routes.before(this::admit);
        config.routes.after(bodies::release);
    }

    private void addTo(RoutesConfig routes) {
        getOnly(routes, "/health", health::serve);
        checks.addTo(routes);
        getOnly(routes, "/version", this::tellVersion);
        METHODS.forEach(method -> routes.addHttpHandler(method, "/metrics", metrics::serve));
        gateway.addTo(routes);
        routes.exception(NotFoundResponse.class, (_, request) -> GoText.notFound(request));
        routes.exception(IOException.class, HttpApi::unreadable);
        routes.exception(Exception.class, HttpApi::confess);
    }

    private void admit(Context request) throws InterruptedException {
        if (!gateway.isStream(request.path()) && !bodies.admit(request)) {
            GoText.error(request, 429, "too many large requests at once");
            request.skipRemainingHandlers();
        }
    }

    static void getOnly(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        METHODS.stream()
                .filter(method -> !method.equals(HandlerType.GET))
                .forEach(
                        method ->
                                routes.addHttpHandler(
                                        method,
                                        path,
                                        request -> GoText.methodNotAllowed(request, "GET")));
    }

    /** CORS on every answer, preflights answered, unclean paths redirected: before any route. */
    private void greet(Context request) {
        request.res().setContentType(null); // Javalin's default would stand on empty answers.
        if (!access.admit(request)) {
            request.skipRemainingHandlers();
            return;
        }
        if (request.method().equals(HandlerType.OPTIONS)) {
            request.status(200).skipRemainingHandlers();
            return;
        }
        var path = decoded(request.req().getRequestURI());
        var clean = CleanPath.of(path);
        if (!clean.equals(path)) {
            redirect(request, clean);
        }
    }

    private static String decoded(String uri) {
        if (uri.indexOf('%') < 0) {
            return uri;
        }
        try {
            return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return uri; // Not to be decoded, so nobody's route; answered by 404.
        }
    }

    private static void redirect(Context request, String path) {
        var query = request.queryString();
        var location = CleanPath.escape(path) + (query == null ? "" : "?" + query);
        request.status(301).header("Location", location).skipRemainingHandlers();
        if (request.method().equals(HandlerType.GET) || request.method().equals(HandlerType.HEAD)) {
            var link = location.replace("&", "&amp;");
            request.contentType("text/html; charset=utf-8")
                    .result("<a href=\"" + link + "\">Moved Permanently</a>.\n\n");
        }
    }

    private void tellVersion(Context request) {
        var cluster = served.replica().state().clusterVersion();
        request.contentType("application/json")
                .result(
                        "{\"etcdserver\":\"%s\",\"etcdcluster\":\"%s\",\"turtled\":\"%s\"}"
                                .formatted(ApiLevel.SERVER, cluster, version));
    }

    /** A body that breaks off or breaks HTTP's rules; nothing of it may look like a success. */
    private static void unreadable(IOException why, Context request) {
        LOG.debug("{} {} could not be read", request.method(), request.path(), why);
        GoText.error(request, 400, "the body of the request could not be read");
    }

    private static void confess(Exception bug, Context request) {
        LOG.error("{} {} failed by a bug", request.method(), request.path(), bug);
        GoText.error(request, 500, "Internal Server Error");
    }
}
