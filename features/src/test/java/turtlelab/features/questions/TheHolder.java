package turtlelab.features.questions;

import static turtlelab.features.abilities.UseATerminal.Task.LOCKING;

import java.time.Duration;
import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.abilities.UseATerminal;
import turtlelab.labctl.exec.Deadline;

/** Who holds the lock that somebody asked for: who has it is told the name of its key. */
public final class TheHolder {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private TheHolder() {}

    public static Question<Boolean> isMe() {
        return Question.about("who asked holds the lock").answeredBy(TheHolder::isMe);
    }

    private static boolean isMe(Actor actor) {
        var said = UseATerminal.as(actor).running(LOCKING).said();
        if (said.contains("Error")) throw new AssertionError(said);
        return said.contains("/");
    }

    /** Whether it stays with somebody else for so long. */
    public static Question<Boolean> isNotMeFor(Duration length) {
        return Question.about("who asked waits for " + length)
                .answeredBy(
                        actor -> {
                            var time = RunTheLab.as(actor).lab().live().time();
                            try {
                                return !Deadline.in(length, time).await(PAUSE, () -> isMe(actor));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                return false;
                            }
                        });
    }
}
