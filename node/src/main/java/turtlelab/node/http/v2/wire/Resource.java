package turtlelab.node.http.v2.wire;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import turtlelab.node.http.GoText;

/** One path with the methods that it knows; any other method is answered 405. */
public record Resource(String path, List<String> methods) {
    private static final List<HandlerType> ALL =
            List.of(
                    HandlerType.GET,
                    HandlerType.HEAD,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.DELETE,
                    HandlerType.PATCH,
                    HandlerType.OPTIONS,
                    HandlerType.TRACE);

    public static Resource of(String path, String... methods) {
        return new Resource(path, List.of(methods));
    }

    /** A path whose handler looks at the method itself. */
    public static Resource anyMethod(String path) {
        return new Resource(path, ALL.stream().map(HandlerType::name).toList());
    }

    /** The path alone. */
    public void register(RoutesConfig routes, Handler handler) {
        add(routes, path, handler);
    }

    /** The path and everything below it. */
    public void registerTree(RoutesConfig routes, Handler handler) {
        add(routes, path, handler);
        add(routes, path + "/*", handler);
    }

    private void add(RoutesConfig routes, String at, Handler handler) {
        for (var method : ALL) {
            var known = methods.contains(method.name());
            routes.addHttpHandler(method, at, known ? handler : this::refuse);
        }
    }

    private void refuse(Context ctx) {
        GoText.methodNotAllowed(ctx, String.join(",", methods));
    }
}
