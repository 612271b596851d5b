package turtlelab.node.http;

import io.javalin.config.RoutesConfig;
import java.util.List;
import turtlelab.node.front.Door;
import turtlelab.node.front.Receiver;

/** What else is served on the client port, such as v2. */
@FunctionalInterface
public interface Addition {
    /** None. */
    Addition NONE = _ -> {};

    /** Adds its routes, before all others. */
    void register(RoutesConfig routes);

    /**
     * The doors for connections that it serves itself. They are there only while everybody may ask
     * ({@link AccessRules#OPEN}); they give what they do not understand to the routes.
     */
    default List<Door> doors(Receiver routes) {
        return List.of();
    }
}
