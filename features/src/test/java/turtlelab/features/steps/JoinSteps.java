package turtlelab.features.steps;

import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.tasks.JoinTheCluster;
import turtlelab.labctl.client.Member;
import turtlelab.labctl.driver.NodeSpec;

/** Sentences about turtles that make their own place in a cluster. */
public final class JoinSteps {
    private static final String REFUSAL = "why joining was refused";

    @When("{turtle} joins by the strategy {string}")
    public void joins(NodeSpec turtle, String strategy) {
        theOperator().attemptsTo(JoinTheCluster.as(turtle, strategy));
    }

    @When("{turtle} tries to join a cluster of at most {int} by the strategy {string}")
    public void triesToJoin(NodeSpec turtle, int most, String strategy) {
        theOperator()
                .attemptsTo(JoinTheCluster.inVain(turtle, strategy, most).remembering(REFUSAL));
    }

    @Then("joining is refused: {string}")
    public void isRefused(String reason) {
        theOperator()
                .should(seeThat(REFUSAL, actor -> actor.recall(REFUSAL), containsString(reason)));
    }

    @Then("the cluster has {int} voting members")
    public void hasVoters(int count) {
        theOperator().should(seeThat(startedMembers(), is((long) count)));
    }

    private static Question<Long> startedMembers() {
        return Question.about("the number of members that have started")
                .answeredBy(
                        actor ->
                                RunTheLab.as(actor).lab().members().stream()
                                        .filter(Member::isStarted)
                                        .count());
    }
}
