package turtlelab.features.questions;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.SpeakV2;
import turtlelab.labctl.driver.NodeSpec;

/** What the v2 API says, of keys and of what was done to them. */
public final class TheV2Key {

    private TheV2Key() {}

    /** Whether there is such a key, by a quorum read at one turtle. */
    public static Question<Boolean> isThere(String key, NodeSpec turtle) {
        return Question.about("whether %s is there".formatted(key))
                .answeredBy(
                        actor ->
                                SpeakV2.as(actor)
                                        .ask(turtle, "GET", key, "quorum=true")
                                        .has("node"));
    }

    /** The values in a directory, in the order of their keys. */
    public static Question<String> listing(String directory, NodeSpec turtle) {
        return Question.about("what is in " + directory)
                .answeredBy(
                        actor -> {
                            var form = "sorted=true&quorum=true";
                            var listed = SpeakV2.as(actor).ask(turtle, "GET", directory, form);
                            var nodes = listed.path("node").path("nodes");
                            return StreamSupport.stream(nodes.spliterator(), false)
                                    .map(node -> node.path("value").asText())
                                    .collect(Collectors.joining(", "));
                        });
    }

    /** The value that was waited for. */
    public static Question<String> heardWithin(Duration limit) {
        return Question.about("what was heard").answeredBy(actor -> SpeakV2.as(actor).heard(limit));
    }

    /** What the last request came to. */
    public static Question<String> told() {
        return Question.about("what was told").answeredBy(actor -> SpeakV2.as(actor).told());
    }
}
