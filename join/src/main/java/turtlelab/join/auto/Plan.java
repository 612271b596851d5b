package turtlelab.join.auto;

import java.util.ArrayList;
import java.util.List;
import turtlelab.join.auto.Call.Note;
import turtlelab.join.base.Json;

/**
 * How a decision is carried out. Keys and members cannot change in one entry of the log, so the
 * order is chosen such that a leader may end between any two calls: what is left is what the next
 * pass of anybody finishes or takes back. The member entry alone is the nomination; the keys around
 * it only say whose it is and until when it must have started.
 */
public final class Plan {
    private static final int KEPT_ENTRIES = 200;

    private final Situation now;
    private final Decision decision;
    private final long term;

    private Plan(Situation now, Decision decision, long term) {
        this.now = now;
        this.decision = decision;
        this.term = term;
    }

    /** The calls for a decision that was made in a term; empty when there is nothing to do. */
    public static List<Call> of(Situation now, Decision decision, long term) {
        return new Plan(now, decision, term).calls();
    }

    private List<Call> calls() {
        return switch (decision.step()) {
            case Step.Settled _, Step.Hold _ -> List.of();
            case Step.TakeSize(var size) ->
                    List.of(
                            new Call.Write(
                                    List.of(new Note.Put(AutoKeys.SIZE, "" + size), entry()),
                                    now.board().size().asRead()));
            case Step.Forget(var host) ->
                    List.of(write(new Note.Delete(AutoKeys.NOMINATED + host), entry()));
            case Step.Nominate(var volunteer) ->
                    List.of(
                            write(
                                    new Note.Put(
                                            AutoKeys.NOMINATED + volunteer.name(),
                                            String.join(",", volunteer.peerUrls())),
                                    new Note.PutFor(
                                            AutoKeys.START + volunteer.name(),
                                            "" + term,
                                            now.pace().start())),
                            new Call.Change(decision.step()),
                            write(entry()));
            case Step.Promote(var _, var host) ->
                    List.of(
                            new Call.Change(decision.step()),
                            write(new Note.Delete(AutoKeys.START + host), entry()));
            case Step.HandOver(var to, var _) -> List.of(write(entry()), new Call.Transfer(to));
            case Step.Remove remove -> removal(remove);
        };
    }

    /** Penalised before it is removed, so that a new leader does not nominate it at once. */
    private List<Call> removal(Step.Remove remove) {
        var calls = new ArrayList<Call>();
        if (remove.cause().isFailure()) {
            var flaps = now.board().marks().flapsOf(remove.host()) + 1;
            calls.add(
                    write(
                            new Note.PutFor(
                                    AutoKeys.PENALTY + remove.host(),
                                    "" + flaps,
                                    Pace.penalty(flaps)),
                            new Note.PutFor(
                                    AutoKeys.FLAPS + remove.host(), "" + flaps, Pace.MEMORY)));
        }
        calls.add(new Call.Change(remove));
        calls.add(
                write(
                        new Note.Delete(AutoKeys.NOMINATED + remove.host()),
                        new Note.Delete(AutoKeys.START + remove.host()),
                        entry(),
                        forgetOldEntry()));
        return calls;
    }

    /** A number of the journal is given once: a deposed leader's late notes come to nothing. */
    private Call write(Note... notes) {
        var entry = key(now.board().lastEntry() + 1);
        var writesEntry = List.of(notes).stream().anyMatch(note -> note.key().equals(entry));
        return new Call.Write(
                List.of(notes), writesEntry ? List.of(new Call.Unchanged(entry, 0)) : List.of());
    }

    private Note entry() {
        var number = now.board().lastEntry() + 1;
        return new Note.Put(key(number), Json.write(Entry.of(number, term, now, decision)));
    }

    private Note forgetOldEntry() {
        return new Note.Delete(key(Math.max(0, now.board().lastEntry() - KEPT_ENTRIES)));
    }

    private static String key(long number) {
        return AutoKeys.LOG + "%010d".formatted(number);
    }
}
