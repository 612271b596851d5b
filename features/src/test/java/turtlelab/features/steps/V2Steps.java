package turtlelab.features.steps;

import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.questions.TheV2Key;
import turtlelab.features.tasks.V2;
import turtlelab.labctl.driver.NodeSpec;

/** Sentences about keys of the v2 API. */
public final class V2Steps {

    @Given("{client} has set {string} = {string} at {turtle}")
    @When("{client} sets {string} = {string} at {turtle}")
    public void sets(Actor client, String key, String value, NodeSpec turtle) {
        client.attemptsTo(V2.set(key, value, turtle));
        wasTold(client, "done");
    }

    @Given("{client} has set {string} = {string} for {int} second(s) at {turtle}")
    public void setsFor(Actor client, String key, String value, int seconds, NodeSpec turtle) {
        client.attemptsTo(V2.setFor(seconds, key, value, turtle));
        wasTold(client, "done");
    }

    @When("{client} begins to wait for {string} at {turtle}")
    public void waits(Actor client, String key, NodeSpec turtle) {
        client.attemptsTo(V2.await(key, turtle));
    }

    @When("{client} asks {turtle} for the change of {string} that was missed")
    public void asksForTheLastChange(Actor client, NodeSpec turtle, String key) {
        client.attemptsTo(V2.askForTheLastChange(key, turtle));
    }

    @When("{client} replaces {string} by {string} in {string} at {turtle}")
    public void replaces(Actor client, String old, String value, String key, NodeSpec turtle) {
        client.attemptsTo(V2.replace(old, value, key, turtle));
    }

    @When("{client} adds {string} to {string} at {turtle}")
    public void adds(Actor client, String value, String directory, NodeSpec turtle) {
        client.attemptsTo(V2.add(value, directory, turtle));
        wasTold(client, "done");
    }

    @When("{client} removes the directory {string} at {turtle}")
    public void removesDirectory(Actor client, String key, NodeSpec turtle) {
        client.attemptsTo(V2.removeDirectory(key, turtle));
    }

    @When("{client} removes {string} with all below it at {turtle}")
    public void removesAll(Actor client, String key, NodeSpec turtle) {
        client.attemptsTo(V2.removeAll(key, turtle));
    }

    @Then("{client} was told {string}")
    public void wasTold(Actor client, String what) {
        client.should(seeThat(TheV2Key.told(), is(equalTo(what))));
    }

    @Then("within {limit} {client} finds no {string} at {turtle}")
    public void findsNothing(Duration limit, Actor client, String key, NodeSpec turtle) {
        client.should(
                eventually(seeThat(TheV2Key.isThere(key, turtle), is(false)))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }

    @Then("within {limit} {client} hears {string}")
    public void hears(Duration limit, Actor client, String value) {
        client.should(seeThat(TheV2Key.heardWithin(limit), is(equalTo(value))));
    }

    @Then("{client} lists {string} in {string} at {turtle}")
    public void lists(Actor client, String values, String directory, NodeSpec turtle) {
        client.should(seeThat(TheV2Key.listing(directory, turtle), is(equalTo(values))));
    }
}
