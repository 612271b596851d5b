package turtlelab.features.abilities;

import net.serenitybdd.screenplay.Ability;
import net.serenitybdd.screenplay.Actor;
import turtlelab.features.stage.Newcomers;
import turtlelab.features.stage.Stage;
import turtlelab.features.stage.StagedLab;

/** The hands of an operator: starts, kills, adds and looks at turtles. */
public final class RunTheLab implements Ability {

    private final Stage stage;

    public RunTheLab(Stage stage) {
        this.stage = stage;
    }

    public static RunTheLab as(Actor actor) {
        return actor.abilityTo(RunTheLab.class);
    }

    public Stage stage() {
        return stage;
    }

    public StagedLab lab() {
        return stage.lab();
    }

    public Newcomers newcomers() {
        return new Newcomers(stage.lab());
    }

    @Override
    public String toString() {
        return "run the lab";
    }
}
