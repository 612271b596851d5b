package turtlelab.features.abilities;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.serenitybdd.screenplay.Ability;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.stage.Stage;
import turtlelab.labctl.client.KeyValueClient;
import turtlelab.labctl.driver.NodeSpec;

/** A client of the cluster, who remembers what was acknowledged to him. */
public final class UseTheApi implements Ability {

    private final Stage stage;
    private final Map<String, String> acknowledged = new LinkedHashMap<>();
    private Optional<String> lastReply = Optional.empty();

    public UseTheApi(Stage stage) {
        this.stage = stage;
    }

    public static UseTheApi as(Actor actor) {
        return actor.abilityTo(UseTheApi.class);
    }

    /** Speaks to this turtle and no other. */
    public KeyValueClient at(NodeSpec turtle) {
        return new KeyValueClient(stage.lab().live().client(turtle));
    }

    /** Notes that the cluster has promised to keep this. */
    public void remember(String key, String value) {
        acknowledged.put(key, value);
    }

    /** Everything the cluster has promised to keep. */
    public Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Notes what came back at last; empty for no value. */
    public void hear(Optional<String> reply) {
        lastReply = reply;
    }

    public Optional<String> lastReply() {
        return lastReply;
    }

    @Override
    public String toString() {
        return "use the API";
    }
}
