package turtlelab.features.steps;

import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.abilities.UseATerminal;
import turtlelab.features.questions.TheChanges;
import turtlelab.features.stage.Patience;
import turtlelab.features.tasks.Put;
import turtlelab.features.tasks.Watch;
import turtlelab.labctl.driver.NodeSpec;

/** Sentences about who watches, and what is told. */
public final class WatchSteps {

    private static final Duration SOON = Patience.ofSeconds(15);

    @Given("{client} watches everything under {string}")
    public void watches(Actor client, String prefix) {
        client.attemptsTo(Watch.fromNow(prefix));
    }

    @Given("{client} watches everything under {string} at {turtle}, or elsewhere when it is lost")
    public void watchesAt(Actor client, String prefix, NodeSpec turtle) {
        UseATerminal.as(client).prefer(turtle);
        client.attemptsTo(Watch.fromNow(prefix));
    }

    @Given("{client} has put {int} keys under {string}")
    @When("{client} puts {int} keys under {string}")
    public void putsKeys(Actor client, int count, String prefix) {
        for (int i = 1; i <= count; i++) {
            client.attemptsTo(Put.of(prefix + i, "value-" + i).within(SOON));
        }
    }

    @Given("the past is compacted")
    public void isCompacted() {
        theOperator().attemptsTo(Watch.forgettingThePast());
    }

    @When("{client} watches everything under {string} from before that")
    public void watchesFromBefore(Actor client, String prefix) {
        client.attemptsTo(Watch.fromTheBeginning(prefix));
    }

    @Then(
            "within {limit} {client} has been told all changes under {string},"
                    + " each once and in order")
    public void isToldAll(Duration limit, Actor client, String prefix) {
        client.should(
                eventually(seeThat(TheChanges.areAllTold(prefix), is(true)))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }

    @Then("within {limit} {client} is told that the past has been compacted")
    public void isToldOfTheCompaction(Duration limit, Actor client) {
        client.should(
                eventually(
                                seeThat(
                                        TheChanges.asTheyAreTold(),
                                        containsString("required revision has been compacted")))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }
}
