package turtlelab.features.questions;

import java.util.List;
import java.util.Optional;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.stage.StagedLab;
import turtlelab.labctl.client.NodeStatus;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.look.NodeReport;

/** Who leads, by the word of the turtles themselves. */
public final class TheLeader {

    private TheLeader() {}

    /** The turtle that says that it leads. */
    public static Optional<NodeSpec> of(StagedLab lab) {
        return lab.turtles().stream()
                .filter(turtle -> NodeReport.of(lab.live(), turtle).isLeader())
                .findFirst();
    }

    /** Whether all the other turtles name one leader, and it is one of them. */
    public static Question<Boolean> isAgreedOnWithout(NodeSpec lost) {
        return Question.about("the others agree on a new leader")
                .answeredBy(
                        actor -> {
                            var lab = RunTheLab.as(actor).lab();
                            return agree(statusOfOthers(lab, lost));
                        });
    }

    private static List<Optional<NodeStatus>> statusOfOthers(StagedLab lab, NodeSpec lost) {
        return lab.turtles().stream()
                .filter(turtle -> !turtle.equals(lost))
                .map(turtle -> NodeReport.of(lab.live(), turtle).status())
                .toList();
    }

    private static boolean agree(List<Optional<NodeStatus>> others) {
        var leaders =
                others.stream()
                        .map(it -> it.map(NodeStatus::leader).orElse(0L))
                        .distinct()
                        .toList();
        return leaders.size() == 1
                && others.stream().anyMatch(it -> it.filter(NodeStatus::isLeader).isPresent());
    }
}
