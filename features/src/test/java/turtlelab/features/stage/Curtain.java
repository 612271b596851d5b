package turtlelab.features.stage;

import static net.serenitybdd.screenplay.actors.OnStage.drawTheCurtain;
import static net.serenitybdd.screenplay.actors.OnStage.setTheStage;

import io.cucumber.java.After;
import io.cucumber.java.AfterAll;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import java.nio.file.Path;
import java.util.Locale;
import net.serenitybdd.screenplay.actors.Cast;
import org.junit.jupiter.api.Assumptions;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.abilities.SpeakV2;
import turtlelab.features.abilities.UseATerminal;
import turtlelab.features.abilities.UseTheApi;
import turtlelab.labctl.driver.Drivers;
import turtlelab.labctl.driver.local.LocalDriver;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Programs;

/** What happens around every scenario: actors get their abilities; the lab goes at the very end. */
public final class Curtain {

    /** The system property that says why no scenario of this process is to be played. */
    public static final String LEFT_OUT = "lab.left-out";

    private static final String NEEDS = "@needs-";

    @Before(order = 0)
    public void theRunIsWanted() {
        var reason = System.getProperty(LEFT_OUT);
        Assumptions.assumeTrue(reason == null, () -> "skipped: " + reason);
    }

    @Before(order = 1)
    public void theEngineIsThere() {
        boolean there =
                Script.engine() == Engine.TURTLED
                        || Programs.ofThisMachine(System.getenv()).onPath("etcd").isPresent();
        Assumptions.assumeTrue(there, "skipped: engine etcd, but no etcd on the PATH");
    }

    @Before(order = 1)
    public void theDriverIsThere() {
        var lacking = Drivers.lacking(Script.driver(), System.getenv());
        Assumptions.assumeTrue(lacking.isEmpty(), () -> "skipped: " + lacking.orElse(""));
    }

    /** A scenario tagged {@code @needs-pause} plays only where a driver can {@code PAUSE}. */
    @Before(order = 1)
    public void theDriverCanDoIt(Scenario scenario) {
        var able =
                Drivers.open(Script.driver(), Path.of("")).capabilities().stream()
                        .map(it -> NEEDS + it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList();
        var lacking =
                scenario.getSourceTagNames().stream()
                        .filter(tag -> tag.startsWith(NEEDS) && !able.contains(tag))
                        .toList();
        Assumptions.assumeTrue(
                lacking.isEmpty(),
                () -> "skipped: the driver %s has not: %s".formatted(Script.driver(), lacking));
    }

    /** Scenarios that make processes of their own show nothing new on other drivers. */
    @Before(value = "@only-local", order = 1)
    public void theDriverIsLocal() {
        Assumptions.assumeTrue(
                Script.driver().equals(LocalDriver.NAME),
                "skipped: plays in processes of this machine, whatever the driver");
    }

    @Before(value = "@only-turtled", order = 1)
    public void theEngineIsOurs() {
        Assumptions.assumeTrue(
                Script.engine() == Engine.TURTLED, "skipped: etcd 3.4 cannot do this");
    }

    @Before(order = 2)
    @SuppressWarnings("unchecked") // Serenity takes generic varargs and calls them safe nowhere.
    public void rise() throws InterruptedException {
        var stage = Stages.ofThisRun().enter();
        setTheStage(
                Cast.whereEveryoneCan(
                        actor ->
                                actor.can(new RunTheLab(stage))
                                        .can(new UseTheApi(stage))
                                        .can(new SpeakV2(stage))
                                        .can(new UseATerminal(stage))));
    }

    @After
    public void fall() {
        drawTheCurtain();
        Stages.ofThisRun().leave();
    }

    @AfterAll
    public static void takeTheLabDown() throws InterruptedException {
        Stages.ofThisRun().clear();
    }
}
