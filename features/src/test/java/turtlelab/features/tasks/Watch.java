package turtlelab.features.tasks;

import static turtlelab.features.abilities.UseATerminal.Task.WATCHING;

import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.UseATerminal;
import turtlelab.features.questions.TheChanges;

/** Begins to watch keys. */
public final class Watch {

    private Watch() {}

    /** What comes behind the newest revision; seen at any turtle. */
    public static Performable fromNow(String prefix) {
        return Task.where(
                "{0} watches '%s'".formatted(prefix),
                actor -> watch(actor, prefix, TheChanges.newestRevision(actor) + 1));
    }

    /** Everything that ever happened. */
    public static Performable fromTheBeginning(String prefix) {
        return Task.where(
                "{0} watches '%s' from the beginning".formatted(prefix),
                actor -> watch(actor, prefix, 1));
    }

    private static void watch(Actor actor, String prefix, long start) {
        var from = "--rev=" + start;
        UseATerminal.as(actor).begin(WATCHING, "watch", prefix, "--prefix", from, "-w", "fields");
    }

    /** Takes away every revision but the newest. */
    public static Performable forgettingThePast() {
        return Task.where(
                "{0} compacts the past",
                actor ->
                        UseATerminal.as(actor)
                                .type(
                                        "compaction",
                                        String.valueOf(TheChanges.newestRevision(actor))));
    }
}
