package turtlelab.join.auto.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;
import turtlelab.join.auto.Call;
import turtlelab.join.auto.Entry;
import turtlelab.join.auto.Lookout;
import turtlelab.join.auto.Lookout.Sight;
import turtlelab.join.auto.Pace;
import turtlelab.join.auto.Plan;
import turtlelab.join.auto.Reconciler;
import turtlelab.join.auto.Seat;
import turtlelab.join.auto.Situation;
import turtlelab.join.auto.Step;

/**
 * The loop as each leader runs it: the real decisions and plans, carried out call by call while the
 * world goes on. A deposed leader does not know that it is one and carries on with its plan.
 */
final class SimLoop {
    /** Within an election timeout nobody notices that a member is down. */
    static final long BLIND = 400;

    private final World world;
    private final SimHost host;
    private final Pace pace;
    private final Bug bug;
    private @Nullable Lookout lookout;
    private long reign;
    private boolean busy;

    SimLoop(World world, SimHost host, Pace pace, Bug bug) {
        this.world = world;
        this.host = host;
        this.pace = pace;
        this.bug = bug;
        world.every(100, 900, this::pass);
    }

    private void pass() {
        if (!host.up || world.leader != host || busy) {
            return;
        }
        if (lookout == null || reign != world.term) {
            reign = world.term;
            lookout = new Lookout(pace, nanos());
        }
        var board = world.keys.board();
        var sights = world.members.values().stream().map(this::sight).toList();
        var now = lookout.look(board, sights, nanos());
        var decision = Reconciler.decide(now);
        if (bug == Bug.NO_START_LEASE && Entry.words(decision.step()).startsWith("withdraw")) {
            return;
        }
        judge(now, decision.step());
        var plan = Plan.of(now, decision, world.term);
        world.phase = phase(decision.step());
        if (!plan.isEmpty()) {
            busy = true;
            world.planned.run();
            carryOut(plan, host.life, reign);
        }
    }

    /** What the loop itself must never want. */
    private static void judge(Situation now, Step step) {
        if (step instanceof Step.Nominate(var volunteer)) {
            var marks = now.board().marks();
            if (marks.revoked().contains(volunteer.name())
                    || marks.penalised().contains(volunteer.name())) {
                throw new Conviction(volunteer.name() + " was not to be nominated");
            }
            if (now.voters().count() >= now.board().size().wanted()) {
                throw new Conviction("more members than wanted");
            }
        }
    }

    private String phase(Step step) {
        return switch (step) {
            case Step.Settled _ -> "settled";
            case Step.Hold _ ->
                    world.members.values().stream().anyMatch(SimMember::learner)
                            ? "newcomer under way"
                            : "waiting";
            case Step.TakeSize _, Step.Forget _ -> "noting";
            case Step.Nominate _ -> "nominating";
            case Step.Promote _ -> "promoting";
            case Step.HandOver _ -> "handing over";
            case Step.Remove(_, _, var cause) -> "removing: " + cause;
        };
    }

    private Sight sight(SimMember member) {
        var silentFor = world.now() - Math.max(member.host().silentSince, world.electedAt);
        var own = member.host().data == member.id();
        var active =
                bug == Bug.BLIND_GUARD
                        || member.alive()
                        || (own && member.started() && silentFor < BLIND);
        var kind =
                world.leads(member)
                        ? Seat.Kind.LEADER
                        : member.learner() ? Seat.Kind.LEARNER : Seat.Kind.FOLLOWER;
        return new Sight(
                member.id(),
                List.of(member.host().url()),
                kind,
                member.started(),
                active,
                own && member.host().caughtUpAt <= world.now() && heard(member));
    }

    /** A new leader knows how far somebody is only once it has heard of it in its own term. */
    private boolean heard(SimMember member) {
        return member.alive() || member.host().silentSince > world.electedAt;
    }

    private long nanos() {
        return world.now() * 1_000_000;
    }

    private void carryOut(List<Call> calls, int life, long decidedIn) {
        if (calls.isEmpty()) {
            busy = false;
            return;
        }
        world.after(
                delay(),
                () -> {
                    if (host.life != life || !host.up) {
                        busy = false;
                    } else if (done(calls.getFirst(), decidedIn)) {
                        carryOut(calls.subList(1, calls.size()), life, decidedIn);
                    } else {
                        world.note(host.name + " gives up: not done, or not known");
                        busy = false;
                    }
                });
    }

    /** Now and then a leader stands still for so long that another one is elected meanwhile. */
    private long delay() {
        var heirs =
                world.members.values().stream()
                        .filter(it -> !it.learner() && it.alive() && it.host() != host)
                        .toList();
        if (world.leader != host || heirs.isEmpty() || world.chance.nextInt(15) > 0) {
            return world.chance.nextLong(1, 300);
        }
        world.note(host.name + " stands still");
        world.elect(heirs.get(world.chance.nextInt(heirs.size())).host());
        return world.chance.nextLong(500, 9_000);
    }

    /** Whether it was done and the leader knows. */
    private boolean done(Call call, long decidedIn) {
        if (!world.decides()) {
            return false;
        }
        var counts = bug == Bug.NO_FENCE || (world.leader == host && world.term == decidedIn);
        return switch (call) {
            case Call.Write write -> counts && world.keys.write(write, world.now());
            case Call.Change(var step) -> counts && change(step) && world.chance.nextInt(20) > 0;
            case Call.Transfer(var to) -> transfer(to);
        };
    }

    private boolean change(Step step) {
        return switch (step) {
            case Step.Nominate(var volunteer) -> nominate(volunteer.name());
            case Step.Promote(var seat, _) -> promote(seat.id());
            case Step.Remove(var seat, _, _) -> remove(seat.id(), Entry.words(step));
            default -> throw new IllegalStateException(step.toString());
        };
    }

    private boolean nominate(String name) {
        var newcomer = world.hosts.stream().filter(it -> it.name.equals(name)).findFirst();
        var host = newcomer.orElseThrow();
        if (world.members.values().stream().anyMatch(it -> it.host() == host)) {
            return false;
        }
        world.change("nominate " + name, () -> world.add(host, bug != Bug.VOTER_AT_ONCE));
        return true;
    }

    private boolean promote(long id) {
        var member = world.members.get(id);
        if (member == null || !member.learner()) {
            return false;
        }
        world.change(
                "promote " + member.host().name, () -> world.members.put(id, member.promoted()));
        return true;
    }

    private boolean remove(long id, String words) {
        if (!world.members.containsKey(id)) {
            return false;
        }
        world.change(words, () -> world.members.remove(id));
        return true;
    }

    private boolean transfer(Seat to) {
        var heir = world.members.get(to.id());
        if (heir == null || !heir.alive() || world.leader != host) {
            return false;
        }
        world.elect(heir.host());
        return true;
    }
}
