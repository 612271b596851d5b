package turtlelab.features.steps;

import static turtlelab.features.steps.Words.theOperator;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.When;
import java.util.List;
import turtlelab.features.tasks.Break;
import turtlelab.features.tasks.ChangeMembers;
import turtlelab.labctl.driver.NodeSpec;

/** Sentences about members that come and go. */
public final class MemberSteps {

    @When("the member {turtle} is added")
    public void isAdded(NodeSpec turtle) {
        theOperator().attemptsTo(ChangeMembers.byAdding(turtle));
    }

    @When("{turtle} is added as a learner")
    public void isAddedAsALearner(NodeSpec turtle) {
        theOperator().attemptsTo(ChangeMembers.byAddingALearner(turtle));
    }

    @When("the learner {turtle} gets its vote")
    public void getsItsVote(NodeSpec turtle) {
        theOperator().attemptsTo(ChangeMembers.byPromoting(turtle));
    }

    @When("the new member {turtle} is started")
    public void isStarted(NodeSpec turtle) {
        theOperator().attemptsTo(ChangeMembers.byStarting(turtle));
    }

    @Given("{turtle} has lost its disk")
    public void hasLostItsDisk(NodeSpec turtle) {
        theOperator().attemptsTo(Break.byKilling(List.of(turtle)), ChangeMembers.byWiping(turtle));
    }

    @When("{turtle} is started as if nothing had happened")
    public void isLaunched(NodeSpec turtle) {
        theOperator().attemptsTo(ChangeMembers.byLaunching(turtle));
    }

    @When("{turtle} is removed, added again and started as a new member")
    public void isReplaced(NodeSpec turtle) {
        theOperator()
                .attemptsTo(
                        ChangeMembers.byForgetting(turtle),
                        ChangeMembers.byRemoving(turtle),
                        ChangeMembers.byAdding(turtle),
                        ChangeMembers.byStarting(turtle));
    }
}
