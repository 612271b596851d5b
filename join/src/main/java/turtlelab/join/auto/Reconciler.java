package turtlelab.join.auto;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import turtlelab.join.auto.Step.Cause;
import turtlelab.join.auto.Step.Remove;
import turtlelab.join.quorum.QuorumGuard;
import turtlelab.join.quorum.Verdict;

/**
 * The whole of automatic clustering as one pure function: from what is to what is to be done next.
 * It looks at levels, never at events, so whoever leads comes to the same conclusion, whatever was
 * missed and whatever a predecessor left half done. One step at a time, and before every change of
 * members the quorum guard is asked.
 *
 * <p>In this order: what is under way is finished or taken back; who is dead or wants to leave
 * goes; then the number is made right, upwards through learners, downwards one at a time.
 */
public final class Reconciler {
    private final Situation now;

    private Reconciler(Situation now) {
        this.now = now;
    }

    /** The next step. */
    public static Decision decide(Situation now) {
        return new Reconciler(now).decide();
    }

    private Decision decide() {
        if (now.board().paused().isPresent()) {
            return Decision.hold("paused: " + now.board().paused().get());
        }
        if (now.board().size().key().isEmpty()) {
            return Decision.hold("nobody has said yet how many members are wanted");
        }
        if (!now.voters().hasQuorum()) {
            return Decision.hold(now.voters() + ": the quorum is lost, nothing can be decided");
        }
        return takeSize()
                .or(this::finish)
                .or(this::forget)
                .or(this::part)
                .or(this::resize)
                .orElseGet(() -> Decision.of(new Step.Settled(), settled()));
    }

    private Optional<Decision> takeSize() {
        var size = now.board().size();
        return size.isNews()
                ? Optional.of(
                        Decision.of(
                                new Step.TakeSize(size.wanted()),
                                "%s says %d".formatted(size.key(), size.wanted())))
                : Optional.empty();
    }

    /** A newcomer is on its way: nothing else happens until it has arrived or is taken back. */
    private Optional<Decision> finish() {
        return now.seats().stream().filter(Seat::pending).findFirst().map(this::finish);
    }

    private Decision finish(Seat seat) {
        var host = now.nominee(seat).orElse(null);
        if (host == null) {
            return Decision.hold(
                    "%s was added by hand and has no vote or has not started: promote or remove it"
                            .formatted(now.shown(seat)));
        }
        if (now.volunteer(seat).isEmpty()) {
            return withdraw(seat, host, "%s volunteers no more");
        }
        if (!seat.voter() && seat.started() && seat.alive() && seat.caughtUp()) {
            return guarded(
                    new Step.Promote(seat, host),
                    host + " has caught up",
                    QuorumGuard.promote(now.voters()));
        }
        return now.board().marks().starting().contains(host)
                ? Decision.hold("waiting for %s to start and catch up".formatted(host))
                : withdraw(seat, host, "%s was nominated and did not get its vote in time");
    }

    /** A learner never counted, so to take it back costs nobody anything. */
    private Decision withdraw(Seat seat, String host, String why) {
        var left = now.board().marks().revoked().contains(host);
        var step = new Remove(seat, host, left ? Cause.LEFT : Cause.NOT_STARTED);
        return seat.voter()
                ? guarded(step, why.formatted(host), QuorumGuard.remove(now.voters(), seat.alive()))
                : Decision.of(step, why.formatted(host));
    }

    private Optional<Decision> forget() {
        return now.board().nominated().keySet().stream()
                .filter(host -> now.seat(host).isEmpty())
                .filter(host -> !now.board().marks().starting().contains(host))
                .min(Comparator.naturalOrder())
                .map(
                        host ->
                                Decision.of(
                                        new Step.Forget(host),
                                        host + " is nominated and no member"));
    }

    /** The dead first, since they cost the most; then who wants to go. */
    private Optional<Decision> part() {
        var parting =
                now.seats().stream()
                        .filter(seat -> now.nominee(seat).isPresent())
                        .filter(seat -> now.volunteer(seat).isEmpty())
                        .sorted(Comparator.comparing(seat -> !seat.dead()))
                        .toList();
        return parting.isEmpty() ? Optional.empty() : Optional.of(part(parting.getFirst()));
    }

    private Decision part(Seat seat) {
        var host = now.nominee(seat).orElseThrow();
        return switch (seat.vital()) {
            case DEAD ->
                    guarded(
                            new Remove(seat, host, Cause.DEAD),
                            "%s is gone and its member silent".formatted(host),
                            QuorumGuard.remove(now.voters(), false));
            case UNKNOWN ->
                    Decision.hold(
                            "%s volunteers no more and its member is silent: dead after %d s"
                                    .formatted(host, now.pace().deadAfter().toSeconds()));
            case ALIVE -> leave(seat, host);
        };
    }

    private Decision leave(Seat seat, String host) {
        if (now.voters().count() == 1) {
            return Decision.hold(host + " volunteers no more, but it is the last member");
        }
        var why = host + " volunteers no more";
        if (now.calm().compareTo(now.pace().listen()) < 0) {
            return Decision.hold(why + "; first the others must be heard for a moment");
        }
        var verdict = QuorumGuard.remove(now.voters(), true);
        var step = new Remove(seat, host, Cause.LEFT);
        return seat.leads() && verdict.allowed()
                ? heir(seat)
                        .map(heir -> Decision.of(handOver(heir), why + " and it leads"))
                        .orElseGet(() -> Decision.hold(why + ", but nobody else can lead"))
                : guarded(step, why, verdict);
    }

    private Step.HandOver handOver(Seat heir) {
        return new Step.HandOver(heir, now.shown(heir));
    }

    /** Who goes may not decide its own fate, nor hand it to somebody who goes too. */
    private Optional<Seat> heir(Seat leader) {
        return now.seats().stream()
                .filter(seat -> seat.voter() && seat.alive() && seat.id() != leader.id())
                .max(
                        Comparator.<Seat, Boolean>comparing(seat -> now.volunteer(seat).isPresent())
                                .thenComparing(now::shown, Comparator.reverseOrder()));
    }

    private Optional<Decision> resize() {
        var members = now.voters().count();
        var wanted = now.board().size().wanted();
        if (members < wanted) {
            return now.pace().chooser().next(now.free(), now.seated(), now.board()).map(this::grow);
        }
        return members > Math.max(wanted, now.pace().least())
                ? Optional.of(shrink())
                : Optional.empty();
    }

    private Decision grow(Volunteer next) {
        return guarded(
                new Step.Nominate(next),
                "%d of %d members; %s is next"
                        .formatted(now.voters().count(), now.board().size().wanted(), next.name()),
                QuorumGuard.addLearner(now.voters(), now.learners()));
    }

    private Decision shrink() {
        var why =
                "%d members, %d wanted"
                        .formatted(now.voters().count(), now.board().size().wanted());
        if (now.calm().compareTo(now.pace().settle()) < 0) {
            return Decision.hold(
                    "%s; waiting until nothing has changed for %d s"
                            .formatted(why, now.pace().settle().toSeconds()));
        }
        if (now.voters().down() > 0) {
            return Decision.hold(why + "; a living one is not taken away while another is down");
        }
        return surplus()
                .map(
                        victim ->
                                guarded(
                                        remove(victim),
                                        why + "; " + victim.name() + " goes",
                                        QuorumGuard.remove(now.voters(), true)))
                .orElseGet(() -> Decision.hold(why + "; the others were added by hand"));
    }

    private Remove remove(Volunteer victim) {
        return new Remove(now.seat(victim).orElseThrow(), victim.name(), Cause.SURPLUS);
    }

    private Optional<Volunteer> surplus() {
        var seated = now.seated();
        List<Volunteer> mayGo =
                seated.stream()
                        .filter(it -> now.seat(it).filter(seat -> !seat.leads()).isPresent())
                        .filter(it -> now.seat(it).flatMap(now::nominee).isPresent())
                        .toList();
        return now.pace().chooser().last(mayGo, seated, now.board());
    }

    private static Decision guarded(Step step, String why, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed(var sums, var _) -> new Decision(step, why, sums);
            case Verdict.Refused(var sums, var cure) ->
                    new Decision(new Step.Hold(), why + ", but the guard refuses: " + cure, sums);
        };
    }

    private String settled() {
        var members = now.voters().count();
        var wanted = now.board().size().wanted();
        if (members >= wanted) {
            return members == wanted ? "as many members as wanted" : "no fewer members are allowed";
        }
        var penalised = now.board().marks().penalised();
        return "%d of %d members; no volunteer is free%s"
                .formatted(
                        members,
                        wanted,
                        penalised.isEmpty()
                                ? ""
                                : " (left alone for a while: %s)"
                                        .formatted(
                                                String.join(
                                                        ", ",
                                                        penalised.stream().sorted().toList())));
    }
}
