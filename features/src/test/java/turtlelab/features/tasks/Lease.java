package turtlelab.features.tasks;

import static turtlelab.features.abilities.UseATerminal.Task.KEEPING_ALIVE;

import java.time.Duration;
import java.util.List;
import net.serenitybdd.screenplay.Performable;
import net.serenitybdd.screenplay.Task;
import turtlelab.features.abilities.UseATerminal;

/** Takes a lease, and does with it what one does. */
public final class Lease {

    private Lease() {}

    /** Keys that live no longer than a lease. */
    public static Performable of(Duration length, List<String> keys) {
        return Task.where(
                "{0} puts %s under a lease of %s".formatted(keys, length),
                actor -> {
                    var terminal = UseATerminal.as(actor);
                    var seconds = String.valueOf(length.toSeconds());
                    var lease = terminal.type("lease", "grant", seconds).split(" ", -1)[1];
                    keys.forEach(key -> terminal.type("put", key, "here", "--lease=" + lease));
                    terminal.hold(lease);
                });
    }

    public static Performable keptAlive() {
        return Task.where(
                "{0} keeps the lease alive",
                actor -> {
                    var terminal = UseATerminal.as(actor);
                    terminal.begin(KEEPING_ALIVE, "lease", "keep-alive", terminal.lease());
                });
    }

    /** Nobody keeps it alive from now on. */
    public static Performable leftAlone() {
        return Task.where(
                "{0} keeps the lease alive no longer",
                actor -> UseATerminal.as(actor).running(KEEPING_ALIVE).stop());
    }

    public static Performable givenBack() {
        return Task.where(
                "{0} gives the lease back",
                actor -> {
                    var terminal = UseATerminal.as(actor);
                    terminal.type("lease", "revoke", terminal.lease());
                });
    }
}
