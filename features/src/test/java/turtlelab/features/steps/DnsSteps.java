package turtlelab.features.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.After;
import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import turtlelab.features.stage.DomainStage;
import turtlelab.features.stage.DomainStage.Creation;
import turtlelab.join.srv.DnsFailure;
import turtlelab.join.srv.SrvEndpoints;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.LabFailure;
import turtlelab.labctl.exec.Time;

/** Sentences about clusters that find themselves in DNS; one object serves one scenario. */
public final class DnsSteps {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    private Optional<DomainStage> stage = Optional.empty();
    private String failure = "it did not fail";

    @After
    public void close() throws InterruptedException {
        if (stage.isPresent()) {
            stage.get().close();
        }
    }

    private DomainStage stage() {
        return stage.orElseThrow(() -> new IllegalStateException("there is no name server"));
    }

    @Given("a name server for the lab's domain")
    public void aNameServer() {
        stage = Optional.of(new DomainStage(Duration.ZERO));
    }

    @Given("a name server that the second node sees {int} seconds late")
    public void aLateNameServer(int seconds) {
        stage = Optional.of(new DomainStage(Duration.ofSeconds(seconds)));
    }

    @When("a cluster of {int} is created by DNS")
    public void isCreated(int size) throws InterruptedException {
        stage().create(new Creation(size, READY_WITHIN, false));
    }

    @When("a cluster of {int} is created by DNS with {int} seconds for DNS")
    public void isCreatedInVain(int size, int seconds) throws InterruptedException {
        try {
            stage().create(new Creation(size, Duration.ofSeconds(seconds), false));
        } catch (LabFailure e) {
            failure = String.valueOf(e.getMessage());
        }
    }

    @When("a cluster of {int} is created by DNS, one node after the other")
    public void isCreatedOneByOne(int size) throws InterruptedException {
        stage().create(new Creation(size, READY_WITHIN, true));
    }

    @Then("the domain leads to one cluster with {int} members")
    public void leadsToOneCluster(int members) throws InterruptedException {
        assertThat(stage().remarks())
                .containsExactly(
                        "%s leads to one cluster with %d members, all in DNS"
                                .formatted(DomainStage.DOMAIN, members));
    }

    @Then("a client that knows only the domain finds {int} endpoints")
    public void findsEndpoints(int count) throws DnsFailure {
        var srv = new SrvEndpoints(stage().dns(Optional.empty()), RandomGenerator.getDefault());
        assertThat(srv.find(DomainStage.DOMAIN, "", true)).hasSize(count);
    }

    @Then("the creation fails: {string}")
    public void fails(String reason) {
        assertThat(failure).contains(reason);
    }

    @Then("the domain is empty")
    public void isEmpty() {
        assertThat(stage().records()).isZero();
    }

    @Then("within {limit} labctl finds {string}")
    public void labctlFinds(Duration limit, String what) throws InterruptedException {
        boolean found =
                Deadline.in(limit, Time.system())
                        .await(Duration.ofMillis(200), () -> isFound(what));
        assertThat(found).as("labctl finds %s", what).isTrue();
    }

    private boolean isFound(String what) {
        try {
            return stage().remarks().stream().anyMatch(it -> it.contains(what));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
