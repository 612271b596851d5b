package turtlelab.features.questions;

import java.util.List;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.look.Health;
import turtlelab.labctl.lab.look.NodeReport;

/** How turtles are, seen from outside. */
public final class TheHealth {

    private TheHealth() {}

    public static Question<Health> of(NodeSpec turtle) {
        return Question.about("the health of " + turtle.name())
                .answeredBy(
                        actor -> NodeReport.of(RunTheLab.as(actor).lab().live(), turtle).health());
    }

    /** The turtles that are anything but healthy. */
    public static Question<List<String>> ofTheUnwell() {
        return Question.about("the turtles that are not healthy")
                .answeredBy(
                        actor -> {
                            var lab = RunTheLab.as(actor).lab();
                            return lab.turtles().stream()
                                    .map(turtle -> NodeReport.of(lab.live(), turtle))
                                    .filter(report -> !report.isHealthy())
                                    .map(report -> report.node().name() + ": " + report.reason())
                                    .toList();
                        });
    }
}
