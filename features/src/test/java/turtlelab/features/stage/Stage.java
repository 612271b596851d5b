package turtlelab.features.stage;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.exec.LabFailure;

/**
 * Holds the one lab of a running scenario. Raising a lab takes seconds, so it stays for the next
 * scenario if that one asks for the same and this one can be healed; else it makes room. Used by
 * one thread at a time.
 */
public final class Stage {

    private final Script script;
    private Optional<StagedLab> current = Optional.empty();

    /** So many turtles are known to have machines. */
    private int roomy;

    /** So many are known not to. */
    private int crowded = Integer.MAX_VALUE;

    Stage(Script script) {
        this.script = script;
    }

    /** The one that the scenario of this thread plays on. */
    public static Stage theStage() {
        return Stages.ofThisRun().mine();
    }

    /** The lab on stage. */
    public StagedLab lab() {
        return current.orElseThrow(
                () -> new IllegalStateException("this scenario has raised no lab"));
    }

    /** Puts a healthy lab of so many founding turtles on stage. */
    public void raise(int turtles) throws InterruptedException {
        var wanted = StagedLab.Cast.founding(turtles);
        checkRoom(turtles);
        if (!isKept(wanted)) {
            raiseAfresh(wanted);
        }
    }

    /** Puts a healthy lab on stage that grew from one turtle to so many by adding members. */
    public void raiseGrown(int turtles) throws InterruptedException {
        checkRoom(turtles);
        if (!isKept(new StagedLab.Cast(turtles, true))) {
            raiseAfresh(StagedLab.Cast.founding(1));
            new Newcomers(lab()).growTo(turtles);
        }
    }

    /** A scenario that wants more machines than there are is skipped. */
    private void checkRoom(int turtles) throws InterruptedException {
        if (turtles > roomy && turtles < crowded) {
            try {
                StagedLab.planned(script, StagedLab.Cast.founding(turtles)).checkMachines();
                roomy = turtles;
            } catch (MachineLost _) {
                crowded = turtles;
            }
        }
        Assumptions.assumeTrue(
                turtles < crowded,
                () -> "skipped: fewer than %d machines; TURTLES=%1$d".formatted(turtles));
    }

    private boolean isKept(StagedLab.Cast wanted) throws InterruptedException {
        if (current.filter(lab -> lab.cast().equals(wanted)).isEmpty()) {
            return false;
        }
        try {
            lab().heal();
            return true;
        } catch (LabFailure _) { // what cannot be healed makes room for a fresh one
            return false;
        }
    }

    private void raiseAfresh(StagedLab.Cast cast) throws InterruptedException {
        clear();
        var lab = StagedLab.planned(script, cast);
        current = Optional.of(lab);
        lab.up();
    }

    /** Takes the lab down, if there is one. */
    public void clear() throws InterruptedException {
        if (current.isPresent()) {
            current.get().down();
            current = Optional.empty();
        }
    }
}
