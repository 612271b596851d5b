package turtlelab.features.tasks;

import java.time.Duration;
import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.abilities.UseTheApi;
import turtlelab.features.stage.StagedLab;
import turtlelab.labctl.client.Answer;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Deadline;

/** Puts a value, at any turtle or at a certain one, and remembers what was acknowledged. */
public final class Put {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String key;
    private final String value;

    private Put(String key, String value) {
        this.key = key;
        this.value = value;
    }

    public static Put of(String key, String value) {
        return new Put(key, value);
    }

    /** Insists, at one turtle after the other, until it is acknowledged; bounded. */
    public Performable within(Duration limit) {
        return Task.where(
                "{0} puts '%s' = '%s'".formatted(key, value),
                actor -> {
                    var lab = RunTheLab.as(actor).lab();
                    var api = UseTheApi.as(actor);
                    if (!insist(lab, api, limit)) {
                        throw new AssertionError(
                                "no turtle acknowledged %s within %s".formatted(key, limit));
                    }
                    api.remember(key, value);
                });
    }

    /** Tries once, at this turtle; an acknowledgement is remembered. */
    public Performable at(NodeSpec turtle) {
        return Task.where(
                "{0} tries to put '%s' = '%s' at %s".formatted(key, value, turtle.name()),
                actor -> {
                    var api = UseTheApi.as(actor);
                    if (isAcknowledged(api, turtle)) {
                        api.remember(key, value);
                    }
                });
    }

    private boolean insist(StagedLab lab, UseTheApi api, Duration limit) {
        try {
            return Deadline.in(limit, lab.live().time())
                    .await(
                            PAUSE,
                            () -> lab.turtles().stream().anyMatch(it -> isAcknowledged(api, it)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isAcknowledged(UseTheApi api, NodeSpec turtle) {
        return switch (api.at(turtle).put(key, value)) {
            case Answer.Given<Long> _ -> true;
            case Answer.Missing<Long> _ -> false;
        };
    }
}
