package turtlelab.features.steps;

import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.is;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.questions.TheHolder;
import turtlelab.features.questions.TheQueue;
import turtlelab.features.stage.Patience;
import turtlelab.features.tasks.Lock;

/** Sentences about who holds a lock, and who waits for it. */
public final class LockSteps {

    private static final Duration SOON = Patience.ofSeconds(15);

    @Given("{client} holds the lock {string}")
    public void holds(Actor client, String name) {
        client.attemptsTo(Lock.askedFor(name));
        holdsWithin(SOON, client);
    }

    @Given("{client} holds the lock {string} and would be missed after {int} seconds")
    public void holdsUntilMissed(Actor client, String name, int seconds) {
        client.attemptsTo(Lock.askedForApart(name, Duration.ofSeconds(seconds)));
        holdsWithin(SOON, client);
    }

    @When("{client} asks for the lock {string}")
    public void asksFor(Actor client, String name) {
        client.attemptsTo(Lock.askedFor(name));
    }

    /** His request has arrived: what happens from now on happens to one who waits. */
    @Given("{client} waits for the lock {string}")
    public void waitsFor(Actor client, String name) {
        client.attemptsTo(Lock.askedFor(name));
        client.should(
                eventually(seeThat(TheQueue.at(name), is(2L)))
                        .waitingForNoLongerThan(SOON.toMillis())
                        .milliseconds());
    }

    @When("{client} gives the lock back")
    public void givesBack(Actor client) {
        client.attemptsTo(Lock.givenBack());
    }

    @When("{client} dies")
    public void dies(Actor client) {
        client.attemptsTo(Lock.deathOfWhoAsked());
    }

    @Then("for {int} seconds {client} does not get it")
    public void doesNotGetIt(int seconds, Actor client) {
        var length = Duration.ofSeconds(seconds);
        client.should(seeThat(TheHolder.isNotMeFor(length), is(true)));
    }

    @Then("within {limit} {client} holds the lock")
    public void holdsWithin(Duration limit, Actor client) {
        client.should(
                eventually(seeThat(TheHolder.isMe(), is(true)))
                        .waitingForNoLongerThan(limit.toMillis())
                        .milliseconds());
    }
}
