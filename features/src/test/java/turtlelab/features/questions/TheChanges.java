package turtlelab.features.questions;

import static turtlelab.features.abilities.UseATerminal.Task.WATCHING;

import java.util.List;
import java.util.regex.Pattern;
import net.serenitybdd.screenplay.Actor;
import net.serenitybdd.screenplay.Question;
import turtlelab.features.abilities.UseATerminal;

/** What a watch has told, beside what the cluster holds. */
public final class TheChanges {

    private static final Pattern MODIFIED = Pattern.compile("\"ModRevision\" : (\\d+)");
    private static final Pattern VERSION = Pattern.compile("\"Version\" : (\\d+)");
    private static final Pattern REVISION = Pattern.compile("\"Revision\" : (\\d+)");

    private TheChanges() {}

    /**
     * Whether the actor was told as many changes as there were, each later than the one before:
     * keys that were only put count their puts in their versions.
     */
    public static Question<Boolean> areAllTold(String prefix) {
        return Question.about("all changes under '" + prefix + "' are told, once and in order")
                .answeredBy(actor -> areAllTold(actor, prefix));
    }

    private static boolean areAllTold(Actor actor, String prefix) {
        var terminal = UseATerminal.as(actor);
        var held = terminal.type("get", prefix, "--prefix", "-w", "fields");
        long happened = numbers(VERSION, held).stream().mapToLong(Long::longValue).sum();
        var told = numbers(MODIFIED, terminal.running(WATCHING).said());
        if (!told.equals(told.stream().distinct().sorted().toList())) {
            throw new AssertionError("not once and in order: " + told);
        }
        return happened > 0 && told.size() == happened;
    }

    /** All that the watch has written. */
    public static Question<String> asTheyAreTold() {
        return Question.about("what the watch tells")
                .answeredBy(actor -> UseATerminal.as(actor).running(WATCHING).said());
    }

    /** The revision of the newest change of any key. */
    public static long newestRevision(Actor actor) {
        var answer = UseATerminal.as(actor).type("get", "none", "-w", "fields");
        return numbers(REVISION, answer).getFirst();
    }

    private static List<Long> numbers(Pattern field, String text) {
        return field.matcher(text).results().map(it -> Long.valueOf(it.group(1))).toList();
    }
}
