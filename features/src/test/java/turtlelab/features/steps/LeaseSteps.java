package turtlelab.features.steps;

import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.is;
import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.List;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.questions.TheKeys;
import turtlelab.features.tasks.Lease;

/** Sentences about leases, and the keys that live on them. */
public final class LeaseSteps {

    @Given("{client} has put {string} and {string} under a lease of {int} seconds")
    public void hasPutUnderALease(Actor client, String one, String other, int seconds) {
        client.attemptsTo(Lease.of(Duration.ofSeconds(seconds), List.of(one, other)));
    }

    @When("{client} keeps the lease alive")
    public void keepsItAlive(Actor client) {
        client.attemptsTo(Lease.keptAlive());
    }

    @When("{client} stops keeping it alive")
    public void stopsKeepingItAlive(Actor client) {
        client.attemptsTo(Lease.leftAlone());
    }

    @When("{client} gives the lease back")
    public void givesItBack(Actor client) {
        client.attemptsTo(Lease.givenBack());
    }

    @Then("for {int} seconds {string} and {string} stay")
    public void stay(int seconds, String one, String other) {
        var length = Duration.ofSeconds(seconds);
        theOperator().should(seeThat(TheKeys.stay(List.of(one, other), length), is(true)));
    }

    @Then("within {limit} {string} and {string} are gone together")
    public void areGone(Duration limit, String one, String other) {
        theOperator().should(seeThat(TheKeys.goTogether(List.of(one, other), limit), is(true)));
    }
}
