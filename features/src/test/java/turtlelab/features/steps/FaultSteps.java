package turtlelab.features.steps;

import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.is;
import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.questions.TheLeader;
import turtlelab.features.stage.Stage;
import turtlelab.features.tasks.Break;
import turtlelab.features.tasks.ReadAcrossAPause;
import turtlelab.labctl.driver.NodeSpec;

/** Sentences about what breaks, and how it heals. */
public final class FaultSteps {

    private Optional<NodeSpec> oldLeader = Optional.empty();

    @When("{turtle} is killed")
    public void isKilled(NodeSpec turtle) {
        theOperator().attemptsTo(Break.byKilling(List.of(turtle)));
    }

    @When("{turtle} and {turtle} are killed")
    public void areKilled(NodeSpec one, NodeSpec other) {
        theOperator().attemptsTo(Break.byKilling(List.of(one, other)));
    }

    @When("every turtle is killed")
    public void allAreKilled() {
        theOperator().attemptsTo(Break.byKilling(Stage.theStage().lab().turtles()));
    }

    @When("the leader is killed")
    public void theLeaderIsKilled() {
        theOperator().attemptsTo(Break.byKilling(List.of(theLeader())));
    }

    @When("the leader is paused")
    public void theLeaderIsPaused() {
        theOperator().attemptsTo(Break.byPausing(theLeader()));
    }

    @When("{client} asks the paused leader for {string}, which then goes on")
    public void asksAcrossThePause(Actor client, String key) {
        client.attemptsTo(ReadAcrossAPause.of(key, lostLeader()));
    }

    @When("the lab is healed")
    public void isHealed() {
        theOperator().attemptsTo(Break.noMore());
    }

    @Then("within {limit} the others agree on a new leader")
    public void agreeOnANewLeader(Duration limit) {
        theOperator()
                .should(
                        eventually(seeThat(TheLeader.isAgreedOnWithout(lostLeader()), is(true)))
                                .waitingForNoLongerThan(limit.toMillis())
                                .milliseconds());
    }

    private NodeSpec theLeader() {
        oldLeader = TheLeader.of(Stage.theStage().lab());
        return lostLeader();
    }

    private NodeSpec lostLeader() {
        return oldLeader.orElseThrow(() -> new AssertionError("there was no leader to lose"));
    }
}
