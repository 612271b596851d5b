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
import java.time.Duration;
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

    @Then("within {limit} every turtle is healthy")
    public void everyTurtleIsHealthy(Duration limit) {
        theOperator()
                .should(
                        eventually(seeThat(TheHealth.ofTheUnwell(), is(empty())))
                                .waitingForNoLongerThan(limit.toMillis())
                                .milliseconds());
    }

    @Then("within {limit} {turtle} is healthy")
    public void isHealthy(Duration limit, NodeSpec turtle) {
        becomes(limit, turtle, Health.HEALTHY);
    }

    @Then("within {limit} {turtle} answers that it is unhealthy")
    public void isUnhealthy(Duration limit, NodeSpec turtle) {
        becomes(limit, turtle, Health.UNHEALTHY);
    }

    @Then("within {limit} {turtle} has stopped by itself")
    public void hasStopped(Duration limit, NodeSpec turtle) {
        becomes(limit, turtle, Health.STOPPED);
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

    @Then("within {limit} labctl says {string}")
    public void labctlSays(Duration limit, String verdict) {
        theOperator()
                .should(
                        eventually(seeThat(TheVerdict.ofLabctl(), is(equalTo(verdict))))
                                .waitingForNoLongerThan(limit.toMillis())
                                .milliseconds());
    }

    private static void becomes(Duration limit, NodeSpec turtle, Health health) {
        theOperator()
                .should(
                        eventually(seeThat(TheHealth.of(turtle), is(health)))
                                .waitingForNoLongerThan(limit.toMillis())
                                .milliseconds());
    }
}
