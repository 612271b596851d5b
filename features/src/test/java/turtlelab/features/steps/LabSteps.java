package turtlelab.features.steps;

import static java.util.stream.Collectors.joining;
import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import turtlelab.features.questions.TheHealth;
import turtlelab.features.questions.TheVerdict;
import turtlelab.features.stage.Stage;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.lab.look.Health;

/** Sentences about the lab as a whole and the health of its turtles. */
public final class LabSteps {

    @Given("a healthy lab of {int} turtle(s)")
    public void aHealthyLab(int turtles) throws InterruptedException {
        Stage.theStage().raise(turtles);
    }

    @Given("a lab that has grown from 1 turtle to {int}, one member at a time")
    public void aGrownLab(int turtles) throws InterruptedException {
        Stage.theStage().raiseGrown(turtles);
    }

    @Then("within {int} seconds every turtle is healthy")
    public void everyTurtleIsHealthy(int seconds) {
        theOperator()
                .should(
                        eventually(seeThat(TheHealth.ofTheUnwell(), is(empty())))
                                .waitingForNoLongerThan(seconds)
                                .seconds());
    }

    @Then("within {int} seconds {turtle} is healthy")
    public void isHealthy(int seconds, NodeSpec turtle) {
        becomes(seconds, turtle, Health.HEALTHY);
    }

    @Then("within {int} seconds {turtle} answers that it is unhealthy")
    public void isUnhealthy(int seconds, NodeSpec turtle) {
        becomes(seconds, turtle, Health.UNHEALTHY);
    }

    @Then("within {int} seconds {turtle} has stopped by itself")
    public void hasStopped(int seconds, NodeSpec turtle) {
        becomes(seconds, turtle, Health.STOPPED);
    }

    @Then("its log says {string}")
    public void itsLogSays(String words) {
        var lab = Stage.theStage().lab();
        var stopped =
                lab.turtles().stream().filter(it -> lab.live().process(it).isEmpty()).toList();
        var log =
                stopped.stream()
                        .flatMap(turtle -> lab.live().lastLogLines(turtle, 50).stream())
                        .collect(joining("\n"));
        if (!log.contains(words)) {
            throw new AssertionError("'%s' is not in: %s".formatted(words, log));
        }
    }

    @Then("within {int} seconds labctl says {string}")
    public void labctlSays(int seconds, String verdict) {
        theOperator()
                .should(
                        eventually(seeThat(TheVerdict.ofLabctl(), is(equalTo(verdict))))
                                .waitingForNoLongerThan(seconds)
                                .seconds());
    }

    private static void becomes(int seconds, NodeSpec turtle, Health health) {
        theOperator()
                .should(
                        eventually(seeThat(TheHealth.of(turtle), is(health)))
                                .waitingForNoLongerThan(seconds)
                                .seconds());
    }
}
