package turtlelab.features.tasks;

import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.Performable;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.stage.ElasticNewcomer;
import turtlelab.join.elastic.JoinRequest;
import turtlelab.join.elastic.JoinResult;
import turtlelab.labctl.driver.NodeSpec;

/** A turtle makes its own place in the cluster, or is refused one. */
public final class JoinTheCluster {

    private JoinTheCluster() {}

    /** Joins, starts, and gets its vote. */
    public static Performable as(NodeSpec turtle, String strategy) {
        return Break.Operation.on(
                "{0} lets %s join by %s".formatted(turtle.name(), strategy),
                lab -> {
                    var newcomer = new ElasticNewcomer(lab);
                    var result = newcomer.join(turtle, strategy, JoinRequest.ANY_SIZE);
                    if (!(result instanceof JoinResult.Join joined)) {
                        throw new AssertionError("it does not join: " + result);
                    }
                    newcomer.start(turtle, joined);
                });
    }

    /** Tries to join, and is expected to be refused. */
    public static Attempt inVain(NodeSpec turtle, String strategy, int most) {
        return new Attempt(turtle, strategy, most);
    }

    /** An attempt to join. */
    public record Attempt(NodeSpec turtle, String strategy, int most) {

        /** Keeps the reason under this name. */
        public Performable remembering(String what) {
            return net.serenitybdd.screenplay.Task.where(
                    "{0} lets %s try to join by %s".formatted(turtle.name(), strategy),
                    actor -> actor.remember(what, refusal(actor)));
        }

        private String refusal(Actor actor) {
            try {
                var newcomer = new ElasticNewcomer(RunTheLab.as(actor).lab());
                return newcomer.join(turtle, strategy, most)
                                instanceof JoinResult.Refused(var _, var reason)
                        ? reason
                        : "it was not refused";
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
