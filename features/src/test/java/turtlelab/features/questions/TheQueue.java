package turtlelab.features.questions;

import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.UseATerminal;

/** Who stands at a lock: its holder and all who wait have a key each. */
public final class TheQueue {

    private TheQueue() {}

    /** How many stand there; 0 while nobody answers. */
    public static Question<Long> at(String lock) {
        return Question.about("how many stand at the lock '%s'".formatted(lock))
                .answeredBy(
                        actor ->
                                UseATerminal.as(actor)
                                        .tryTo("get", lock + "/", "--prefix", "--keys-only")
                                        .map(said -> said.lines().filter(it -> !it.isBlank()))
                                        .map(keys -> keys.count())
                                        .orElse(0L));
    }
}
