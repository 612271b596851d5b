package turtlelab.features.tasks;

import static turtlelab.features.abilities.SpeakV2.parameter;

import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.SpeakV2;
import turtlelab.labctl.driver.NodeSpec;

/** What people do with keys of the v2 API, at one turtle; what they are told is remembered. */
public final class V2 {

    private V2() {}

    public static Performable set(String key, String value, NodeSpec turtle) {
        return ask("sets %s".formatted(key), turtle, "PUT", key, parameter("value", value));
    }

    /** Sets a key that goes away by itself. */
    public static Performable setFor(int seconds, String key, String value, NodeSpec turtle) {
        var form = parameter("value", value) + "&ttl=" + seconds;
        return ask("sets %s for a while".formatted(key), turtle, "PUT", key, form);
    }

    public static Performable replace(String old, String value, String key, NodeSpec turtle) {
        var form = parameter("prevValue", old) + "&" + parameter("value", value);
        return ask("replaces %s".formatted(key), turtle, "PUT", key, form);
    }

    /** Adds a key under a number higher than all before. */
    public static Performable add(String value, String directory, NodeSpec turtle) {
        var form = parameter("value", value);
        return ask("adds to %s".formatted(directory), turtle, "POST", directory, form);
    }

    public static Performable removeDirectory(String key, NodeSpec turtle) {
        return ask("removes %s".formatted(key), turtle, "DELETE", key, "dir=true");
    }

    public static Performable removeAll(String key, NodeSpec turtle) {
        return ask("removes all of %s".formatted(key), turtle, "DELETE", key, "recursive=true");
    }

    /** Waits for the next change. */
    public static Performable await(String key, NodeSpec turtle) {
        return Task.where(
                "{0} waits for %s at %s".formatted(key, turtle.name()),
                actor -> SpeakV2.as(actor).await(turtle, key, ""));
    }

    /** Asks for the last change, which is over. */
    public static Performable askForTheLastChange(String key, NodeSpec turtle) {
        return Task.where(
                "{0} asks %s for the last change of %s".formatted(turtle.name(), key),
                actor -> {
                    var api = SpeakV2.as(actor);
                    var node = api.ask(turtle, "GET", key, "quorum=true").path("node");
                    api.await(turtle, key, "&waitIndex=" + node.path("modifiedIndex").asLong());
                });
    }

    private static Performable ask(
            String what, NodeSpec turtle, String method, String key, String form) {
        return Task.where(
                "{0} %s at %s".formatted(what, turtle.name()),
                actor -> {
                    var _ = SpeakV2.as(actor).ask(turtle, method, key, form);
                });
    }
}
