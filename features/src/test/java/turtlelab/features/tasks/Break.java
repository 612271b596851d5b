package turtlelab.features.tasks;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.stage.Patience;
import turtlelab.features.stage.StagedLab;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.fault.Fault;
import turtlelab.labctl.fault.Kill;
import turtlelab.labctl.fault.Pause;
import turtlelab.labctl.lab.LiveLab;

/** Faults, and their end. All are undone before the next scenario. */
public final class Break {

    private static final Duration UP_AGAIN_WITHIN = Patience.ofSeconds(60);

    private Break() {}

    public static Performable byKilling(List<NodeSpec> turtles) {
        return strike("kills", turtles, (lab, node) -> new Kill(lab, node, UP_AGAIN_WITHIN));
    }

    public static Performable byPausing(NodeSpec turtle) {
        return strike("pauses", List.of(turtle), Pause::new);
    }

    /** Lets a paused turtle go on. */
    public static Performable endingThePauseOf(NodeSpec turtle) {
        return Operation.on(
                "{0} resumes " + turtle.name(), lab -> lab.heal(new Pause(lab.live(), turtle)));
    }

    /** Starts whatever was killed and resumes whatever was paused. */
    public static Performable noMore() {
        return Operation.on("{0} heals the lab", StagedLab::heal);
    }

    private static Performable strike(
            String verb, List<NodeSpec> turtles, BiFunction<LiveLab, NodeSpec, Fault> fault) {
        var names = turtles.stream().map(NodeSpec::name).toList();
        return Operation.on(
                "{0} %s %s".formatted(verb, names),
                lab -> {
                    for (var turtle : turtles) {
                        lab.strike(fault.apply(lab.live(), turtle));
                    }
                });
    }

    /** An act on the lab that may be interrupted. */
    interface Operation {
        void run(StagedLab lab) throws InterruptedException;

        static Performable on(String title, Operation operation) {
            return Task.where(
                    title,
                    actor -> {
                        try {
                            operation.run(RunTheLab.as(actor).lab());
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }
}
