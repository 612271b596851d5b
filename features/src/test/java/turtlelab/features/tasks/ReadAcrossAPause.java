package turtlelab.features.tasks;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.abilities.UseTheApi;
import turtlelab.labctl.client.KeyValueClient.Consistency;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.fault.Pause;

/**
 * Asks a paused turtle for a linearizable read and lets it go on while the question waits at its
 * door: a turtle that still believes in its old leadership would answer at once, from the past.
 */
public final class ReadAcrossAPause {

    private ReadAcrossAPause() {}

    public static Performable of(String key, NodeSpec turtle) {
        return Task.where(
                "{0} asks %s for '%s' while it is paused".formatted(turtle.name(), key),
                actor -> {
                    var lab = RunTheLab.as(actor).lab();
                    var api = UseTheApi.as(actor);
                    Callable<Optional<String>> question =
                            () ->
                                    api.at(turtle)
                                            .get(key, Consistency.LINEARIZABLE)
                                            .found()
                                            .flatMap(value -> value);
                    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                        var answer = threads.submit(question);
                        lab.heal(new Pause(lab.live(), turtle));
                        api.hear(answer.get());
                    } catch (InterruptedException | ExecutionException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
