package turtlelab.features.steps;

import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.Optional;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.abilities.UseTheApi;
import turtlelab.features.questions.TheValue;
import turtlelab.features.stage.Patience;
import turtlelab.features.tasks.Put;
import turtlelab.labctl.driver.NodeSpec;

/** Sentences about keys and what is promised for them. */
public final class KvSteps {

    private static final Duration SOON = Patience.ofSeconds(10);

    @Given("{client} has put {string} = {string}")
    public void hasPut(Actor client, String key, String value) {
        client.attemptsTo(Put.of(key, value).within(SOON));
    }

    @Given("{client} has put {int} keys")
    public void hasPutKeys(Actor client, int count) {
        for (int i = 1; i <= count; i++) {
            client.attemptsTo(Put.of("key-" + i, "value-" + i).within(SOON));
        }
    }

    @When("{client} tries to put {string} = {string} at {turtle}")
    public void triesToPut(Actor client, String key, String value, NodeSpec turtle) {
        client.attemptsTo(Put.of(key, value).at(turtle));
    }

    @Then("within {limit} a put of {string} = {string} by {client} is acknowledged")
    public void isAcknowledged(Duration limit, String key, String value, Actor client) {
        client.attemptsTo(Put.of(key, value).within(limit));
    }

    @Then("{string} was not acknowledged to {client}")
    public void wasNotAcknowledged(String key, Actor client) {
        client.should(
                seeThat(
                        "what was acknowledged",
                        actor -> UseTheApi.as(actor).acknowledged().containsKey(key),
                        is(false)));
    }

    @Then("{client} reads {string} = {string} at {turtle}")
    public void reads(Actor client, String key, String value, NodeSpec turtle) {
        client.should(seeThat(TheValue.of(key, turtle), is(equalTo(Optional.of(value)))));
    }

    @Then("within {limit} {client} reads {string} = {string} at {turtle}")
    public void eventuallyReads(
            Duration limit, Actor client, String key, String value, NodeSpec turtle) {
        client.should(
                eventually(seeThat(TheValue.of(key, turtle), is(equalTo(Optional.of(value)))))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }

    @Then("{client} still reads what {turtle} has stored of {string}: {string}")
    public void readsStored(Actor client, NodeSpec turtle, String key, String value) {
        client.should(seeThat(TheValue.storedOf(key, turtle), is(equalTo(Optional.of(value)))));
    }

    @Then("within {limit} everything that {client} put is readable at every turtle")
    public void nothingIsLost(Duration limit, Actor client) {
        client.should(
                eventually(seeThat(TheValue.lostFromAnywhere(), is(empty())))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }

    @Then("within {limit} everything that {client} put is readable at {turtle}")
    public void nothingIsLostAt(Duration limit, Actor client, NodeSpec turtle) {
        client.should(
                eventually(seeThat(TheValue.lostFrom(turtle), is(empty())))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }

    @Then("the answer that {client} got is not {string}")
    public void theAnswerIsNot(Actor client, String value) {
        client.should(
                seeThat(
                        "the answer",
                        actor -> UseTheApi.as(actor).lastReply(),
                        is(not(equalTo(Optional.of(value))))));
    }
}
