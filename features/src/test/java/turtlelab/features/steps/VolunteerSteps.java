package turtlelab.features.steps;

import static net.serenitybdd.screenplay.EventualConsequence.eventually;
import static net.serenitybdd.screenplay.GivenWhenThen.seeThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static turtlelab.features.stage.VolunteerStage.theHosts;
import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.AfterAll;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import net.serenitybdd.screenplay.Question;
import org.hamcrest.Matcher;
import turtlelab.features.stage.Patience;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.labctl.exec.LabFailure;

/** Sentences about hosts that volunteer. */
public final class VolunteerSteps {
    private static final String KILLED = "the killed host";

    @Given("{int} hosts that volunteer for a cluster of {int}")
    public void hostsThatVolunteer(int hosts, int size) throws IOException, InterruptedException {
        theHosts().raise(hosts, size);
        areMembers(Patience.ofSeconds(60), hasSize(size));
    }

    @When("the operator asks for {int} members")
    public void asksFor(int size) throws InterruptedException {
        theHosts().cluster().size(size);
    }

    @When("somebody writes {int} where the size is kept")
    public void writes(int number) throws IOException, ClusterRefused {
        theHosts().write("" + number);
    }

    @When("the leading host is killed")
    public void leaderIsKilled() throws IOException, ClusterRefused, InterruptedException {
        theOperator().remember(KILLED, theHosts().killLeader());
    }

    @Then("within {limit} h1, h2 and h3 are members")
    public void firstThree(Duration limit) {
        areMembers(limit, is(List.of("h1", "h2", "h3")));
    }

    @Then("h4 waits as a volunteer")
    public void waits() {
        theOperator().should(seeThat(hosts("volunteer"), is(List.of("h4"))));
    }

    @Then("within {limit} {int} hosts are members")
    public void soManyWithin(Duration limit, int count) {
        areMembers(limit, hasSize(count));
    }

    @Then("{int} hosts are members")
    public void soMany(int count) {
        theOperator().should(seeThat(hosts("member"), hasSize(count)));
    }

    @Then("within {limit} {int} other hosts are members")
    public void others(Duration limit, int count) {
        areMembers(limit, hasSize(count));
        String killed = theOperator().recall(KILLED);
        areMembers(limit, not(hasItem(killed)));
        areMembers(limit, hasSize(count));
    }

    @Then("within {limit} the operator is told that {string}")
    public void isTold(Duration limit, String complaint) {
        theOperator()
                .should(
                        eventually(seeThat(complaint(), containsString(complaint)))
                                .waitingForNoLongerThan(limit.toMillis())
                                .milliseconds());
    }

    @AfterAll
    public static void theHostsGo() throws InterruptedException {
        theHosts().clear();
    }

    private static void areMembers(Duration limit, Matcher<? super List<String>> expected) {
        theOperator()
                .should(
                        eventually(seeThat(hosts("member"), expected))
                                .waitingForNoLongerThan(limit.toMillis())
                                .milliseconds());
    }

    private static Question<List<String>> hosts(String state) {
        return Question.about("the hosts in state " + state)
                .answeredBy(
                        _ -> {
                            try {
                                return theHosts().inState(state);
                            } catch (LabFailure _) {
                                return List.of();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private static Question<String> complaint() {
        return Question.about("what is wrong with the size")
                .answeredBy(
                        _ -> {
                            try {
                                var size = theHosts().cluster().look().board().size();
                                return size.complaint().orElse("nothing");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException(e);
                            }
                        });
    }
}
