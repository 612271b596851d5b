package turtlelab.features.tasks;

import net.serenitybdd.screenplay.Performable;
import turtlelab.features.stage.Newcomers;
import turtlelab.features.stage.StagedLab;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.CommandFailed;

/** Members come, go, and lose their disks. */
public final class ChangeMembers {

    private ChangeMembers() {}

    public static Performable byAdding(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} adds the member " + turtle.name(), lab -> new Newcomers(lab).add(turtle));
    }

    public static Performable byAddingALearner(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} adds the learner " + turtle.name(),
                lab -> new Newcomers(lab).addLearner(turtle));
    }

    public static Performable byPromoting(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} promotes " + turtle.name(), lab -> new Newcomers(lab).promote(turtle));
    }

    public static Performable byStarting(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} starts the new member " + turtle.name(),
                lab -> new Newcomers(lab).start(turtle));
    }

    public static Performable byRemoving(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} removes the member " + turtle.name(),
                lab -> new Newcomers(lab).remove(turtle));
    }

    public static Performable byWiping(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} wipes the disk of " + turtle.name(), lab -> new Newcomers(lab).wipe(turtle));
    }

    public static Performable byForgetting(NodeSpec turtle) {
        return Break.Operation.on(
                "{0} clears away what was left of " + turtle.name(),
                lab -> new Newcomers(lab).forget(turtle));
    }

    /** Starts a turtle that is expected to refuse: nobody waits for its health. */
    public static Performable byLaunching(NodeSpec turtle) {
        return Break.Operation.on("{0} starts " + turtle.name(), lab -> launch(lab, turtle));
    }

    private static void launch(StagedLab lab, NodeSpec turtle) {
        try {
            lab.live().launch(turtle);
        } catch (CommandFailed _) {
            // Where systemd starts it, it is told at once that it has ended.
        }
    }
}
