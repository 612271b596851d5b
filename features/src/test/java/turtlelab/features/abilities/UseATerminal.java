package turtlelab.features.abilities;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.serenitybdd.screenplay.Ability;
import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.HasTeardown;
import turtlelab.features.stage.Stage;
import turtlelab.features.stage.Typed;
import turtlelab.labctl.driver.NodeSpec;

/** Somebody at a terminal with labctl's etcdctl, and the commands that go on running there. */
public final class UseATerminal implements Ability, HasTeardown {

    private final Stage stage;
    private final Map<Task, Typed> running = new LinkedHashMap<>();
    private String lease = "";
    private Optional<NodeSpec> first = Optional.empty();

    /** What goes on until it is stopped. */
    public enum Task {
        WATCHING,
        KEEPING_ALIVE,
        LOCKING
    }

    public UseATerminal(Stage stage) {
        this.stage = stage;
    }

    public static UseATerminal as(Actor actor) {
        return actor.abilityTo(UseATerminal.class);
    }

    /** Types a command and waits for its end: what it wrote, when it succeeded. */
    public Optional<String> tryTo(String... words) {
        return Typed.at(endpoints(), words).result();
    }

    /**
     * The same where it must succeed.
     *
     * @throws AssertionError when it does not
     */
    public String type(String... words) {
        var typed = Typed.at(endpoints(), words);
        return typed.result()
                .orElseThrow(
                        () -> new AssertionError(String.join(" ", words) + ": " + typed.said()));
    }

    /** From now on commands ask this turtle before the others. */
    public void prefer(NodeSpec turtle) {
        first = Optional.of(turtle);
    }

    /** Types a command that goes on. */
    public void begin(Task task, String... words) {
        running.put(task, Typed.at(endpoints(), words));
    }

    /** Types a command in a process of its own, which can die. */
    public void beginApart(Task task, String... words) {
        running.put(task, Typed.apart(endpoints(), words));
    }

    /**
     * What the command said that was begun last.
     *
     * @throws IllegalStateException when there is none
     */
    public Typed running(Task task) {
        var typed = running.get(task);
        if (typed == null) throw new IllegalStateException("nobody is " + task);
        return typed;
    }

    private String endpoints() {
        var live = stage.lab().live();
        var all = Stream.concat(first.stream(), live.lab().nodes().stream()).distinct();
        return all.map(it -> live.urls(it).client()).collect(Collectors.joining(","));
    }

    /** Notes the lease that was granted last. */
    public void hold(String id) {
        lease = id;
    }

    public String lease() {
        return lease;
    }

    @Override
    public void tearDown() {
        running.values().forEach(Typed::kill);
    }

    @Override
    public String toString() {
        return "use a terminal";
    }
}
