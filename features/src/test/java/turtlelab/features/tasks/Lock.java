package turtlelab.features.tasks;

import static turtlelab.features.abilities.UseATerminal.Task.LOCKING;

import java.time.Duration;
import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.UseATerminal;

/** Asks for a lock, which is then held until it is given back. */
public final class Lock {

    private Lock() {}

    public static Performable askedFor(String name) {
        return Task.where(
                "{0} asks for the lock '%s'".formatted(name),
                actor -> UseATerminal.as(actor).begin(LOCKING, "lock", name));
    }

    /** From a program of its own, which may die. */
    public static Performable askedForApart(String name, Duration missedAfter) {
        var ttl = "--ttl=" + missedAfter.toSeconds();
        return Task.where(
                "{0} asks for the lock '%s'".formatted(name),
                actor -> UseATerminal.as(actor).beginApart(LOCKING, "lock", name, ttl));
    }

    public static Performable givenBack() {
        return Task.where(
                "{0} gives the lock back", actor -> UseATerminal.as(actor).running(LOCKING).stop());
    }

    /** The program that asked is killed: it gives nothing back. */
    public static Performable deathOfWhoAsked() {
        return Task.where("{0} dies", actor -> UseATerminal.as(actor).running(LOCKING).kill());
    }
}
