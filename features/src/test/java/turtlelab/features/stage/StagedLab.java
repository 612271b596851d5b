package turtlelab.features.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.driver.MachineLost;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.InParallel;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.fault.Fault;
import turtlelab.labctl.fault.Faults;
import turtlelab.labctl.fault.Kill;
import turtlelab.labctl.lab.Bootstrap;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.lab.Signal;
import turtlelab.labctl.lab.action.Down;
import turtlelab.labctl.lab.action.Start;
import turtlelab.labctl.lab.action.Stop;
import turtlelab.labctl.lab.action.Up;
import turtlelab.labctl.render.Progress;

/** A lab that scenarios may break: real daemons, on addresses beside the user's own lab. */
public final class StagedLab {

    private static final Duration HEALTHY_WITHIN = Patience.ofSeconds(60);
    private static final Duration DOWN_WITHIN = Patience.ofSeconds(5);

    private final Script script;
    private final LiveLab live;
    private final Faults faults = new Faults();
    private Cast cast;

    /**
     * How the lab was made.
     *
     * @param grown whether all turtles but the first were added while it ran
     */
    public record Cast(int turtles, boolean grown) {
        /** A lab whose membership a scenario has changed: no other scenario asks for it. */
        static final Cast CHANGED = new Cast(0, true);

        static Cast founding(int turtles) {
            return new Cast(turtles, false);
        }
    }

    private StagedLab(Script script, LiveLab live, Cast cast) {
        this.script = script;
        this.live = live;
        this.cast = cast;
    }

    /** A lab as the project's {@code lab.yaml} and the system properties say, not yet raised. */
    static StagedLab planned(Script script, Cast cast) {
        var home = Programs.home().orElse(Path.of(".."));
        var folder = new LabFolder(script.folder(home));
        var lab = script.lab(home, cast.turtles());
        var driver = Drivers.open(lab.driver(), folder.path());
        var surroundings =
                new LiveLab.Surroundings(Programs.ofThisMachine(System.getenv()), Time.system());
        return new StagedLab(script, new LiveLab(lab, folder, driver, surroundings), cast);
    }

    public LiveLab live() {
        return live;
    }

    public Cast cast() {
        return cast;
    }

    /** Says that the lab is not what it was raised as. */
    void recast(Cast other) {
        cast = other;
    }

    /** The turtles, in the order of their names. */
    public List<NodeSpec> turtles() {
        return live.lab().nodes();
    }

    /** A turtle by name, whether it is in the lab already or not. */
    public NodeSpec turtle(String name) {
        return turtles().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseGet(() -> script.turtle(live.lab(), name));
    }

    /** Does something bad, to be undone by {@link #heal}. */
    public void strike(Fault fault) throws InterruptedException {
        faults.strike(fault);
    }

    /** Undoes one fault. */
    public void heal(Fault fault) throws InterruptedException {
        faults.heal(fault);
    }

    /** Undoes every fault and waits until all turtles are healthy; those killed start together. */
    public void heal() throws InterruptedException {
        for (var fault : faults.inForce()) {
            if (!(fault instanceof Kill)) {
                faults.heal(fault);
            }
        }
        new Start(live, Progress.silent(), HEALTHY_WITHIN).run(turtles());
        faults.healAll();
    }

    /** The members as the first turtle that answers knows them. */
    public List<Member> members() {
        return turtles().stream()
                .flatMap(node -> live.client(node).members().found().stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                new LabFailure(
                                        LabFailure.Kind.UNAVAILABLE, "no turtle lists members"));
    }

    /**
     * Goes on only where there are as many machines as this lab has turtles.
     *
     * @throws MachineLost naming one that is not there
     */
    void checkMachines() throws InterruptedException {
        if (hasMachines()) {
            InParallel.forEach(
                    turtles(), node -> live.driver().shell(node).run(Command.of("true")));
        }
    }

    void up() throws InterruptedException {
        down();
        if (hasMachines()) {
            var founding = Bootstrap.founding(live.lab(), live.driver());
            InParallel.forEach(turtles(), node -> live.provision(node, founding));
        }
        new Up(live, Progress.silent(), HEALTHY_WITHIN).run();
    }

    void down() throws InterruptedException {
        if (hasMachines()) {
            new Stop(live, Progress.silent(), DOWN_WITHIN).runOrKill(turtles());
            InParallel.forEach(turtles(), live::wipe);
            live.folder().forget();
        } else {
            endAtOnce();
            new Down(live, Progress.silent(), DOWN_WITHIN).run();
        }
    }

    /** Nothing of the lab will be kept, and an end in order takes seconds. */
    private void endAtOnce() throws InterruptedException {
        InParallel.forEach(turtles(), node -> live.signal(node, Signal.KILL));
    }

    /** Machines take minutes to make, so those that are there are emptied but not removed. */
    private boolean hasMachines() {
        return live.driver().findsNodes();
    }
}
