package turtlelab.features.questions;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.RunTheLab;
import turtlelab.features.abilities.UseATerminal;
import turtlelab.labctl.exec.Deadline;

/** Whether keys are there, looked at again and again; what gets no answer is no look. */
public final class TheKeys {

    private static final int UNANSWERED = -1;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private TheKeys() {}

    /** Whether every look for so long finds all of them. */
    public static Question<Boolean> stay(List<String> keys, Duration length) {
        return Question.about("%s stay for %s".formatted(keys, length))
                .answeredBy(actor -> !isSeen(actor, keys, length, found -> found < keys.size()));
    }

    /** Whether all go in this time, and no look finds one without the others. */
    public static Question<Boolean> goTogether(List<String> keys, Duration limit) {
        return Question.about("%s go together within %s".formatted(keys, limit))
                .answeredBy(actor -> isSeen(actor, keys, limit, found -> found == 0));
    }

    private static boolean isSeen(
            Actor actor, List<String> keys, Duration limit, IntPredicate wanted) {
        var time = RunTheLab.as(actor).lab().live().time();
        try {
            return Deadline.in(limit, time)
                    .await(
                            PAUSE,
                            () -> {
                                int found = count(actor, keys);
                                if (found == UNANSWERED) {
                                    return false;
                                }
                                if (found > 0 && found < keys.size()) {
                                    throw new AssertionError("only some are there of " + keys);
                                }
                                return wanted.test(found);
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many of them are there, by one linearizable read. */
    private static int count(Actor actor, List<String> keys) {
        var prefix = keys.getFirst().substring(0, keys.getFirst().indexOf('/') + 1);
        var found = UseATerminal.as(actor).tryTo("get", prefix, "--prefix", "--keys-only");
        return found.map(it -> (int) keys.stream().filter(it.lines().toList()::contains).count())
                .orElse(UNANSWERED);
    }
}
