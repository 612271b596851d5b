package turtlelab.features.steps;

import io.cucumber.java.ParameterType;
import java.time.Duration;
import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.actors.OnStage;
import turtlelab.features.stage.Patience;
import turtlelab.features.stage.Stage;
import turtlelab.labctl.driver.NodeSpec;

/** The nouns of our sentences, and who says them. */
public final class Words {

    /** A client of the cluster, by a first name. */
    @ParameterType("Ada|Bob")
    public Actor client(String name) {
        return OnStage.theActorCalled(name);
    }

    /** A node of the lab on stage. */
    @ParameterType("turtle[1-9]")
    public NodeSpec turtle(String name) {
        return Stage.theStage().lab().turtle(name);
    }

    /** The longest wait for something to happen, {@link Patience} included. */
    @ParameterType("([0-9]+) seconds?")
    public Duration limit(String seconds) {
        return Patience.ofSeconds(Long.parseLong(seconds));
    }

    static Actor theOperator() {
        return OnStage.theActorCalled("the operator");
    }
}
