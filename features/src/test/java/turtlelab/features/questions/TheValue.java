package turtlelab.features.questions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.abilities.UseTheApi;
import turtlelab.labctl.client.Answer;
import turtlelab.labctl.client.KeyValueClient.Consistency;
import turtlelab.labctl.driver.NodeSpec;

/** What the cluster says a key holds. */
public final class TheValue {

    private TheValue() {}

    /** By a linearizable read at one turtle; empty when there is none, or no answer. */
    public static Question<Optional<String>> of(String key, NodeSpec turtle) {
        return read(key, turtle, Consistency.LINEARIZABLE);
    }

    /** By what one turtle has applied, which may be old. */
    public static Question<Optional<String>> storedOf(String key, NodeSpec turtle) {
        return read(key, turtle, Consistency.SERIALIZABLE);
    }

    private static Question<Optional<String>> read(
            String key, NodeSpec turtle, Consistency consistency) {
        return Question.about("'%s' at %s".formatted(key, turtle.name()))
                .answeredBy(actor -> read(actor, key, turtle, consistency));
    }

    private static Optional<String> read(
            Actor actor, String key, NodeSpec turtle, Consistency consistency) {
        return switch (UseTheApi.as(actor).at(turtle).get(key, consistency)) {
            case Answer.Given<Optional<String>>(var value) -> value;
            case Answer.Missing<Optional<String>> _ -> Optional.empty();
        };
    }

    /** What was acknowledged to the actor and cannot be read, as "key at turtle". */
    public static Question<List<String>> lostFrom(NodeSpec turtle) {
        return Question.about("what was acknowledged and is gone from " + turtle.name())
                .answeredBy(
                        actor ->
                                UseTheApi.as(actor).acknowledged().entrySet().stream()
                                        .filter(entry -> !isThere(actor, entry, turtle))
                                        .map(entry -> entry.getKey() + " at " + turtle.name())
                                        .toList());
    }

    /** The same at every turtle of the lab. */
    public static Question<List<String>> lostFromAnywhere() {
        return Question.about("what was acknowledged and is gone")
                .answeredBy(
                        actor ->
                                RunTheLab.as(actor).lab().turtles().stream()
                                        .flatMap(
                                                turtle ->
                                                        lostFrom(turtle).answeredBy(actor).stream())
                                        .toList());
    }

    private static boolean isThere(Actor actor, Map.Entry<String, String> put, NodeSpec turtle) {
        return read(actor, put.getKey(), turtle, Consistency.LINEARIZABLE)
                .equals(Optional.of(put.getValue()));
    }
}
