package turtlelab.features.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.After;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.io.IOException;
import java.util.Optional;
import turtlelab.features.stage.TokenStage;
import turtlelab.join.cluster.ClusterRefused;
import turtlelab.join.elastic.JoinResult;

/** Sentences about nodes that know a discovery URL alone; one object serves one scenario. */
public final class TokenSteps {
    private Optional<TokenStage> stage = Optional.empty();
    private Optional<JoinResult> last = Optional.empty();

    @After
    public void close() throws InterruptedException {
        if (stage.isPresent()) {
            stage.get().close();
        }
    }

    private TokenStage stage() {
        return stage.orElseThrow(() -> new IllegalStateException("there is no discovery service"));
    }

    @Given("{int} turtles that were started with a discovery URL and nothing else")
    public void areStarted(int size) throws IOException, InterruptedException {
        stage = Optional.of(new TokenStage(size));
        stage().raise();
    }

    @When("one more knocks there by the strategy {string}, with room for {int}")
    public void knocks(String strategy, int room) throws InterruptedException {
        last = Optional.of(stage().join(strategy, room));
    }

    @Then("they are one cluster of {int}, and {int} are registered")
    public void areOneCluster(int voters, int registered) throws IOException, ClusterRefused {
        assertThat(stage().voters()).isEqualTo(voters);
        assertThat(stage().listed()).isEqualTo(registered);
    }

    @Then("it is sent away: {string}")
    public void isSentAway(String why) {
        assertThat(last)
                .get()
                .isInstanceOfSatisfying(
                        JoinResult.Refused.class,
                        refused -> assertThat(refused.reason()).contains(why));
    }
}
